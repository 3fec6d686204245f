"""Closed classes of English words that sentences lean on; none belongs to a domain."""

from __future__ import annotations

# Where in a place something is.
INNER = frozenset("middle heart center centre north south east west outskirts edge tip corner suburb".split())
# Nouns that stand for what follows "of".
TRANSPARENT = INNER | frozenset(
    [
        "kind",
        "sort",
        "type",
        "version",
        "release",
        "form",
        "example",
        "bit",
        "lot",
        "number",
        "series",
        "set",
        "part",
        "much",
        "swath",
        "piece",
        "side",
        "rest",
        "half",
        "all",
        "one",
        "some",
        "most",
        "many",
        "few",
        "any",
        "each",
        "arrival",
        "use",
        "launch",
        "edition",
        "generation",
        "group",
        "pair",
        "couple",
        "variety",
        "range",
        "top",
        "like",
    ]
)
# What a product line is called by the name of: "the Acme family".
FAMILIES = frozenset("family suite lineup portfolio ecosystem series".split())
# Who works in a house, so that what "our engineers" do, the house does; "everybody at Acme".
STAFF = frozenset("engineer developer designer researcher scientist employee programmer people folk".split())
EVERYBODY = frozenset("everybody everyone".split())
# Parts of a house, of which what "of" leads in is the house: "the sports department of Acme".
UNITS = frozenset("department division unit arm newsroom branch bureau".split())
WITHIN = UNITS | {"team", "group", "desk", "lab"}  # what one may lead without leading the house
# Verbs that add nothing to their noun: "did a deal with", "have a partnership with".
LIGHT = frozenset(
    [
        "have",
        "do",
        "make",
        "get",
        "sign",
        "form",
        "start",
        "run",
        "announce",
        "strike",
        "give",
        "take",
        "enter",
        "build",
        "launch",
        "create",
        "set",
        "find",
        "see",
        "hold",
        "carry",
        "conduct",
        "wage",
        "mount",
        "open",
        "maintain",
        "employ",
        "ink",
        "reach",
        "land",
        "cut",
        "raise",
        "close",
    ]
)
# Have two objects, of which the one who gets something may be the subject of the passive.
GIVING = frozenset("give hand send offer pay show teach tell award grant lend sell owe promise deny ask assign".split())
# What says how something is called.
NAMING = frozenset("call name title dub know".split())
# Who somebody is only by whose they are: "the people from X", not "the people that the president sent".
ANYBODY = frozenset("people folk folks guys".split())
# Whose subject is in what its object is: "joined the board", "heads the team".
JOINING = frozenset("join rejoin lead head run manage direct chair oversee leave quit".split())
# What somebody does on a team or board who is of it.
BEING = frozenset("be sit serve work".split())
APPOINTING = frozenset("elect appoint name add nominate recruit reelect re-elect".split())  # to a board or team
# Whose complement the subject behind it has gone through: "after a stint at X, Ann left".
DURING = frozenset("after before during following".split())
# What one has somewhere, and what is said of it is said of who has it: "my first job was at X".
JOBS = frozenset("job gig role position post internship fellowship residency postdoc phd degree career".split())
# Whose subject takes over what its object was: "Ann succeeded Bob as head".
SUCCEEDING = frozenset("succeed replace follow".split())
EXAMPLES = frozenset({"like", "including", "as"})
# What fills a pause: no name begins with it.
HESITATIONS = frozenset("uh uhm um eh hm hmm mhm".split())
# What people utter without naming anything.
INTERJECTIONS = frozenset(
    [
        "ah",
        "aha",
        "alas",
        "amen",
        "aw",
        "bravo",
        "bro",
        "bruh",
        "bye",
        "cheers",
        "dang",
        "damn",
        "darn",
        "eh",
        "er",
        "gee",
        "gimme",
        "goodbye",
        "gosh",
        "ha",
        "haha",
        "hello",
        "hey",
        "hi",
        "hm",
        "hmm",
        "hooray",
        "huh",
        "hurrah",
        "hurray",
        "lemme",
        "mhm",
        "mhmm",
        "mm",
        "mmm",
        "nah",
        "nope",
        "oh",
        "ok",
        "okay",
        "ooh",
        "oops",
        "ouch",
        "phew",
        "sh",
        "uh",
        "uhm",
        "um",
        "voila",
        "voilà",
        "whoa",
        "wow",
        "yay",
        "yeah",
        "yep",
        "yes",
        "yikes",
        "yo",
        "yup",
    ]
)
# Who is somebody else than whose they are: "its partner", unlike "its parent company".
COUNTERPARTS = frozenset("partner customer competitor rival supplier vendor client provider insurer regulator".split())
PERSONAL = frozenset("i he she we who".split())  # of people, unlike "it" and "they"
# What is put before the names of people.
HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady rabbi imam sheikh reverend colonel col captain capt lieutenant lt "
    "sergeant sgt admiral congressman congresswoman senator amb gov sen rep".split()
)
# What says in which form a house is registered, behind its name.
LEGAL_FORMS = frozenset("inc ltd corp co bros llc plc gmbh".split())
# Parts of dates, which stand beside names and belong to none.
WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS_IN_ORDER = tuple("January February March April May June July August September October November December".split())
MONTHS = frozenset(MONTHS_IN_ORDER)
# What stands before a month that is one, and not somebody's name.
BEFORE_DATES = frozenset("in on of by since until till last next this early mid late from through during".split())
# Heads of parts of an organisation: what follows "of" is a task or a part, not the organisation.
DEPARTMENTAL = frozenset("head director lead leader manager chief editor adviser advisor secretary minister".split())
# What says how high an office is, before it: "Senior Research Analyst".
RANKS = frozenset(
    (
        "senior junior chief vice deputy executive managing general principal associate assistant lead head founding "
        "special acting interim former staff distinguished global group regional"
    ).split()
)
# What gathers around whoever or whatever it is called after: "the Castellan government".
GATHERED = frozenset("community team government".split())
# What links and buttons ask for: "Follow us on ...", "Link to ...".
CALLS = frozenset(
    (
        "follow watch listen subscribe find visit link links read join get download see check donate support sign add "
        "buy click press tap"
    ).split()
)
# Small words inside names of people.
PARTICLES = frozenset(
    "de da do dos del della di du der den van von ten ter la le el al bin ibn ben y e zu the and of".split()
)
# Say how much of a quality something has: what follows in lower case is that quality.
DEGREES = frozenset("so very too quite rather really pretty extremely incredibly totally super kinda".split())
# Who is elsewhere for a house.
REPORTERS = frozenset("correspondent reporter".split())
# Last words of the names of buildings that people work and play in, for whomever.
VENUES = frozenset("studio studios theater theatre hall arena stadium auditorium".split())
# Who decides in a house, and may be of another one.
BODIES = frozenset("board committee council panel".split())
# Who works with what stands before: "a Java developer" did not develop Java.
USERS = frozenset("developer programmer coder".split())
# Whose "of" says what they made, and not where they work.
MAKERS = frozenset("developer designer inventor creator".split())
# Whose object moves when they have one, and not their subject.
MOVING = frozenset("move relocate transfer send bring".split())
# What one does in a house that one does not belong to.
VISITING = frozenset(
    """look laugh shout yell stare glance smile point aim throw shoot arrive stop call speak talk present
    lecture keynote meet see hear watch buy shop eat drink visit interview know read find apply pitch demo
    perform appear premiere debut happen sell invest target direct gather convene stay show chat marvel wonder
    guess leave love like hate enjoy admire prefer follow respect trust support believe""".split()
)
# What people come together for, often in the house of others.
OCCASIONS = frozenset(
    """talk speech lecture keynote presentation panel demo interview meeting conference event dinner lunch party
    hackathon workshop session summit tour visit concert show ceremony reception booth seminar""".split()
)
# Who has to do with a house from outside.
OUTSIDERS = frozenset("friend contact customer client user fan admirer critic supporter believer investor".split())
LEAVING = frozenset("leave quit go come move sit".split())  # verbs that need no object
# What people do, to something, in order to do something else themselves: "left X to start Y".
PURPOSEFUL = LEAVING | frozenset("join use raise take spend sell".split())
# Parts of the year, and who people are by sex and age.
SEASONS = frozenset("spring summer autumn fall winter".split())
HUMANS = frozenset(
    "man men woman women people person child children girl girls boy boys kid kids folk folks voters".split()
)
