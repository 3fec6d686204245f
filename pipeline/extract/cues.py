"""Words that say who hosts a show and who is its guest: patterns over a text with one character for each name."""

from __future__ import annotations

import re
from dataclasses import dataclass

HOST, GUEST = "host", "guest"
FIRST = 0xF0000  # private use: one character for each name of a person
NAME = "[\U000f0000-\U000ffffd]"
_JOINED = r"(?:,? (?:and|&|plus|with) |, |; |/)(?:(?:also|our|the|my|me,) )?(?:(?!(?:by|for|of)\b)[\w.'’-]+ ){0,3}?"
# "Ann, head of Acme, and Bo": what somebody is stands between them
_TITLED = rf", [^.!?;:\n{NAME[1:-1]}]{{3,70}},? and {NAME}(?=[.,;\n]| about\b| to (?:discuss|talk|explain)\b)"
LIST = rf"{NAME}(?:{_JOINED}{NAME}){{0,9}}(?:{_TITLED})?"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that put names into a role.

    where: "talk", "opening" (of the talk), "notes" (header and show notes), "title", or "" for any. speaker: the role
    of who says them. The groups "host" and "guest" of the pattern hold the names, "pronoun" a guest's "he" or "she".
    """

    name: str
    where: str
    speaker: str
    confidence: float
    pattern: re.Pattern[str]


def _cue(name: str, where: str, speaker: str, confidence: float, *pattern: str) -> Cue:
    """`pattern` in parts: N is one name, L a list, P "he" or "she"; `host` and `guest` before them name their role."""
    whole = "".join(pattern)
    for role in (HOST, GUEST):
        whole = whole.replace(f"<{role}:N>", f"(?P<{role}>{NAME})").replace(f"<{role}:L>", f"(?P<{role}>{LIST})")
    whole = whole.replace("<guest:P>", r"(?P<pronoun>\b(?:he|she)\b)")
    for short, long in _SHORT.items():
        whole = whole.replace(f"<{short}>", long)
    return Cue(name, where, speaker, confidence, re.compile(whole, re.IGNORECASE))


# What states and firms have with each other, which is no interview: "agrees to a deal with N".
DEALINGS = "deal deals talks meeting meetings war feud fight clash trade call calls summit ties conversation".split()
_SHORT = {
    "name": NAME,
    "own": r"(?:the |this |our |my |another |today['’]s |\w+ (?:edition|episode) of )*",
    "show": r"\b(?:show|podcast|pod|program(?:me)?|episode|series|channel|broadcast|conversation|interview)\b",
    "few": r"(?:[\w’'-]+,? ){0,5}?",
    "rest": r"(?:[^.!?\n]|(?<=\b[A-Z])\.){0,60}?",  # "here in Washington, D.C. with"
    "am": r"\b(?:I['’]m|I am|my name is|my name['’]s|this is)(?: (?:your host|Dr\.?|Professor)\b,?)? ",
    "not me": r"(?<!I['’]m )(?<!I am )(?<!\bis )(?<!\bme, )(?<!\bme )",
    "not of": r"(?<! of )(?<! by )(?<! about )",
    "as always": r"as (?:always|ever|usual|per usual)",
    "beside": r"(?:across from|opposite|beside|next to) (?:me|us)",
    "now": r"(?:(?:here|today|tonight|now|with (?:me|us)|in the studio|this (?:week|morning|evening|afternoon)),? )*",
    "not dealt": "".join(f"(?<!{word} )" for word in DEALINGS),
    "glad": r"\b(?:great|good|nice|happy|glad|excited|delighted|thrilled|privileged|lucky|pleasure|honou?red|fun"
    r"|awesome)\b",
    "thanks": r"\b(?:thank(?:s| you)|appreciate you)\b[^.!?\n]{0,30}?",
    "coming": r"(?:joining|coming|being (?:here|on|with)|(?:speaking|talking) (?:to|with) (?:us|me)|taking the time"
    r"|doing this)",
    "here": r"(?:(?:today|tonight|here|with us|on|the show|this week|back|again|for today)\b,? ?){0,4}",
    "talk": r"(?<!have |hold |held )(?<!has |had )(?<!holds |peace )(?<!in |of )(?<!for )"  # diplomats "hold talks"
    r"\b(?:talk|speak|spoke|chat|sit|sat|interview|convers)(?:s|ed|ted|ing|ting)?\b"
    r"(?: down)?(?: again)?(?: with| to)?",
}


# More than one cue may speak of a person, and the roles are weighed when all are known.
CUES: tuple[Cue, ...] = (
    _cue("host", "", "", 0.9,
         r"\b(?:your|our|my|its|guest) (?:\w+ )?(?:co-?)?hosts?\b,?(?: (?:is|are),?)? ?<here><few><host:L>"),
    _cue("as always", "talk", HOST, 0.75,
         r"\b(?:with|joining|alongside|joined by) (?:me|us|my)?\b[^.!?\n]{0,30}\b<as always>",
         r",? (?:is|are|by)?[^.!?\n]{0,25}?<host:L>"),
    _cue("always with me", "talk", HOST, 0.85,
         r"\b<as always>,? (?:(?:and|so|uh|um),? )?(?:(?:I|we)(?:['’]ve| have)? (?:got|have)",
         r"|I['’]m|we['’]re|(?:it['’]s |here |along )?with me(?: is)?,?|by)(?: (?:joined by|here with|with))? ",
         r"(?:(?:my|our|the) (?:[\w-]+ ){0,3}?)?<host:L>"),
    _cue("sits in", "talk", "", 0.85,
         r"<am><host:N>,? (?:(?:sitting|filling|standing|stepping) in|subbing|guest[- ]hosting|in (?:today )?for) "),
    _cue("from me", "talk", "", 0.8,
         r"\b(?:welcome (?:back )?to|this is|it['’]s|listening to|from) [^.!?\n]{2,70},? with (?:me|your host),? ",
         r"(?:(?:Dr\.?|Professor),? )?<host:N>"),
    _cue("show with", "opening", "", 0.7,
         r"\b(?:welcome (?:back )?to|this is|it['’]s|listening to) (?:the )?(?!episode)(?-i:[A-Z][\w’'-]*",
         r"(?: (?:[A-Z\d][\w’'-]*|of|the|and|at|on|in|for|to))*),? with <host:L>[.,!\n]"),
    _cue("is here to host", "opening", "", 0.75,
         r"(?:welcome (?:back )?to|this is) [^.!?\n]{2,70}[.!?,] <host:N> here\b(?=[.,!]| (?:and|with|again|on)\b)"),
    _cue("just me and", "opening", "", 0.72,
         r"\b(?:it['’]s|just) (?:just )?(?:me|myself|yours truly),? (?:and|with|plus) <host:L>"),
    _cue("hosted by", "", "", 0.9,
         r"\b(?:co-?)?(?:hosted|moderated|presented|anchored) by <few><host:L>"),
    _cue("host label", "notes", "", 0.9,
         r"(?:^|\n|[.|•] ?|, )(?:co-?)?(?:hosts?|presenters?|moderators?|interviewers?|anchors?)\b ?[:|–—-]? ",
         r"?<few><host:L>"),
    _cue("opens the show", "talk", "", 0.85,
         r"(?:\b(?:welcome (?:back )?to|this is|time for|listening to|it['’]s(?! (?:\w+ )?<glad>)|from|back with",
         r"|it for|(?:show|podcast)(?:['’]s| is) called) ",
         r"[^.!?\n]{2,70}[.!?,] |\bwe['’]re back[.,!] )",
         r"(?:[^.!?\n]{1,40}[.!?] )?(?:and )?<am><host:N>(?!['’])"),
    _cue("opens together", "opening", "", 0.75,
         r"<am>(?P<host><name>[.,!]? (?:(?:and |that['’]s |(?:she|he)['’]s |I['’]m |I am |my name is )+<name>[.,!]? ?)",
         r"{1,4})(?!['’])"),
    _cue("and me", "opening", "", 0.75,
         r"\bwith me,? <name>[.,!]\s+And me,? <host:N>[.,!]"),
    _cue("here and here", "opening", "", 0.8,
         r"(?:^|\n|[.!?,] )(?:I['’]m )?(?P<host><name>(?: here)?,? (?:and )?<name>) ",
         r"(?:here|across from me|(?:across|on the other side of) the (?:table|desk)|alongside|next to me|beside me)",
         r"(?=[.,!])(?!,? who)"),
    _cue("as ever", "opening", "", 0.8,
         r"\bwith <host:L>,? <as always>\b"),
    _cue("opens with a name", "talk", "", 0.8,
         r"<am><host:N>(?!['’])(?!,? (?:one of )?(?:the|our|a) (?:\w+ )?(?:producer|editor|engineer|reporter))",
         r"[^.!?\n]{0,60}[.!?,]? (?:and )?(?:welcome (?:back )?to|you['’]re listening to|",
         r"this is(?! [^.!?\n]{2,40}?,? (?:he|she|who)\b)|here['’]s|here are|coming up|",
         r"in this (?:video|episode)|today)\b"),
    _cue("it's N, and you're listening", "talk", "", 0.8,
         r"\b(?:it['’]s|it is) <host:N>(?: here| again)?,? (?:and )?(?:(?:you['’]re|you are) ",
         r"(?:listening|watching|tuned)|(?:and )?(?:this is|welcome))\b"),
    _cue("that's it", "talk", "", 0.75,
         r"\bthat['’]s (?:it|all)\b[^.!?\n]{0,60}[.!] (?:[^.!?\n]{1,60}[.!] )?<am><host:N>(?!['’])"),
    _cue("signs off", "talk", "", 0.85,
         r"\b(?:I['’]m|I am|this is|this has been) (?:\w+ ){0,2}?<host:N>(?!['’])[.,!]?(?: (?:and )?(?:thanks|",
         r"thank you) (?:\w+ )?for (?:listening|watching|tuning)| signing off)"),
    _cue("thanks the host", "talk", GUEST, 0.85,
         r"<thanks> for (?:having|inviting) (?:me|us)\b<rest>,? <host:L>[.,!?]"),
    _cue("glad to be here", "talk", GUEST, 0.8,
         r"<glad><rest> to be <here><rest>,? <host:L>[.,!]"),
    _cue("is invited", "talk", GUEST, 0.8,
         r"<thanks> for (?:having|inviting) (?:me|us)\b|<glad> to be (?:here|back|on)\b"),
    _cue("talks with", "notes", "", 0.66,
         r"<host:N>,? <few>(?:<talk>|(?:is|are) joined by|welcomes?|catches up with) <few><guest:L>"),
    _cue("explores with", "notes", "", 0.72,
         r"(?:^|\n|[.!?] |['’]s )(?:(?!(?:with|by|from|in)\b)[\w’'-]+,? ){0,5}?<host:N> ",
         r"(?:explores?|discusse?s|examines|unpacks|dives|dissects|debates)\b[^.!?\n]{1,100}? with <few><guest:L>"),
    _cue("joins", "notes", "", 0.8,
         r"<guest:L>(?:,[^.!?\n]{1,90},)? (?:joins?|joined) <few><host:L>"),
    _cue("guest", "talk", HOST, 0.85,
         r"\b(?:my|our|today['’]s|this week['’]s|tonight['’]s|special|first|next|the|favou?rite) (?:\w+ ",
         r"){0,2}?guests?\b ?<here>(?:is|are|was|has been|will be)?(?:,|:| -| –)? ?(?:[^.!?\n]{0,60}?[ ",
         r",])??<not of><guest:L>"),
    _cue("guest label", "notes", "", 0.88,
         r"(?:^|\n|[.|•] ?)(?:(?:special |featured )?guests?|featuring|feat\.|panell?ists?|interviewees?|in ",
         r"conversation with)\b ?[:|–—-]? ?(?:[\w’'.-]+ ){0,2}?<guest:L>"),
    _cue("joined by", "", HOST, 0.82,
         r"\bjoin(?:ed|ing)\b(?:(?! host| co-?host)[^.!?\n]){0,40}?\b(?:by|me|us|with|today|is|are)\b(?:(?! ",
         r"host| co-?host)[^.!?\n]){0,40}?<guest:L>"),
    _cue("welcomes", "talk", HOST, 0.82,
         r"\bwelcom(?:e|ing)\b(?: back| again| everyone| everybody)*",
         r"(?: (?:to|on|onto) (?=(?:[\w’'-]+ ){0,4}?(?:<show>|you\b|(?-i:[A-Z\d])))(?:(?! with )[^,.!?\n]){0,40}?)?",
         r",? (?:(?!with )[\w’'-]+ ){0,3}?<not me>",
         r"<guest:L>[.,!?\n ]"),
    _cue("N, welcome", "talk", HOST, 0.82,
         r"<not me><guest:L>[.,!]? <few>(?<!\ba )welcome\b"),
    _cue("thanks the guest", "talk", HOST, 0.85,
         r"<thanks> for (?:<coming>|your time)\b<rest>,? <guest:L>"),
    _cue("N, thanks", "talk", HOST, 0.85,
         r"<not me><guest:L>[.,!]? <few><thanks> for <coming>\b"),
    _cue("who are you", "talk", "", 0.72,
         r"\b(?:introduc(?:e yourself|ing yourself|tions?)|who (?:are you|you are)|(?:about|on|of) yourself",
         r"|your background)\b[\s\S]{0,200}?(?<![’'])\b(?:I['’]m|I am|my name is|my name['’]s) <guest:N>(?!['’])"),
    _cue("good to have", "talk", HOST, 0.78,
         r"<glad><rest> to (?:finally )?(?:have|welcome) (?:you )?<here>,? ?<few><guest:L>"),
    _cue("N, good to have", "talk", HOST, 0.8,
         r"<not me><guest:L>[.,!]? (?:I['’]m |it['’]s |we['’]re |so |really |such )*<glad><rest> to (?:finally ",
         r")?have you\b"),
    _cue("speaks with", "opening", HOST, 0.72,
         r"\b(?:today|tonight|this week|this time|in this (?:episode|video)|we['’]re|I['’]m|we are|I am|",
         r"I['’]ll be|we['’]ll be|privilege of)\b<rest>(?:<talk>(?<= with)|<talk>(?<= to)|hear(?:ing)? from|",
         r"back with|here with|I['’]m with|(?<!done )(?<!place )(?<!deal )with) <few><guest:L>"),
    _cue("had on", "talk", HOST, 0.75,
         r"\b(?:we|I)(?:['’]ve| have)? (?:just |recently |also )?had <few><guest:L>(?:,[^.!?\n]{1,60},| \w+){0,3}? on ",
         r"(?:the|our|my|this)? ?<show>"),
    _cue("had on before", "talk", HOST, 0.72,
         r"\b(?:we|I)(?:['’]ve| have)? (?:just |recently |also )?had <guest:L> on(?=[.,!?]| (?:last|back|before|a|two|",
         r"three|recently|earlier|again|here)\b)"),
    _cue("whom we had on", "talk", HOST, 0.75,
         r"<guest:N>,? (?:who|whom) (?:we|I)(?:['’]ve| have)? had on\b"),
    _cue("in episode", "talk", "", 0.75,
         r"<guest:N>,? (?:\w+ )?(?:in|on|from) (?:episode (?:number )?(?:\d+|[a-z]+)",
         r"|(?:a|an|the) (?:\w+ )?episode)\b(?! of\b)"),
    _cue("episode with", "talk", "", 0.72,
         r"\b(?:(?:last|previous|recent|earlier|early|your|that) (?:\w+ )?(?:episode|podcast|show) (?:we did )?",
         r"|(?:in|on|from) episode (?:number )?(?:\d+|[a-z]+),? )with <few><guest:L>"),
    _cue("recently on the show", "talk", "", 0.75,
         r"<guest:N>,? (?:who )?(?:[\w’'-]+ ){0,5}?",
         r"(?:recently|earlier|previously|before|last (?:week|month|year)|once|was|been) (?:[\w’'-]+ ){0,3}?",
         r"on (?:the|this|our|my) <show>(?=[.,!?]| (?:who|and|to|a|last|recently|that)\b)"),
    _cue("came on", "talk", "", 0.75,
         r"<guest:N>(?:['’]s| has| had)? (?:came|come|been) (?:back )?on (?:our|my|this|the) <show>"),
    _cue("with me is", "opening", HOST, 0.8,
         r"\b(?:with (?:me|us)|(?:sitting |seated )?<beside>|on the (?:line|phone)|in the studio)\b,? <now>",
         r"(?:is|are)\b,? (?:[^.!?\n]{0,80}?[ ,])??<not of><guest:L>"),
    _cue("here to talk", "opening", HOST, 0.78,
         r"\bhere (?:with (?:me|us) )?(?:today |now |tonight )?to (?:talk|discuss|explain|help|tell|break|walk|unpack",
         r"|make sense)\b[^.!?\n]{0,80}? (?:is|are)\b,? <few><not of><guest:L>"),
    _cue("is on the line", "opening", HOST, 0.8,
         r"<guest:L>(?:,[^.!?\n]{1,80},)? (?:is|are) (?:(?:now|live|also|right|sitting|standing|back|here) )*",
         r"(?:on the (?:line|phone|show)|in the studio|<beside>|with (?:me|us))\b"),
    _cue("over there", "opening", HOST, 0.78,
         r"\b(?:that['’]s|this is) <guest:N>,? (?:(?:he|she|who)['’]s|who is) ",
         r"(?:on the (?:line|phone)(?! with)|joining|here|with us)\b"),
    _cue("everybody", "opening", HOST, 0.75,
         r"(?:^|\n|[.!?] )(?:ladies and gentlemen, )?<guest:N>,? (?:everybody|everyone|ladies and gentlemen)[.!]"),
    _cue("with line", "notes", "", 0.75,
         r"(?:^|\n)with (?:special guests? )?<guest:L>(?:,[^.!?\n]{1,90})?(?=\n|$)"),
    _cue("title names the host", "title", "", 0.8,
         r"^[^\n:|]{3,60} with <host:L>,? ?(?:(?:[|:–—-] ?)?(?:episode|ep\.?|no\.?|#) ?\d)"),
    _cue("today on the show", "opening", HOST, 0.75,
         r"\b(?:today|tonight|this week|coming up|later|next),? (?:on|in) (?:the|our|this) <show>,? ",
         r"(?:we have )?<guest:L>"),
    _cue("got on", "opening", HOST, 0.78,
         r"\b(?:we|I)(?:['’]ve)? (?:got|have) (?:(?!of\b)[\w’'-]+,? ){0,6}?<guest:L>(?:,[^.!?\n]{1,60},)? ",
         r"(?:on (?:today|tonight|the (?:show|podcast|line|program))|(?:back )?on\b|in the studio",
         r"|here (?:today|tonight|with us)|with (?:us|me)\b|joining (?:us|me)\b)"),
    _cue("we have", "opening", HOST, 0.6,
         r"\b(?:we have|we['’]ve got|I have|I['’]ve got|privileged to have) (?:(?:with us|here|on the show|",
         r"today|a|an|very|special)\b ?){1,5}<few><guest:L>"),
    _cue("please welcome", "", HOST, 0.85,
         r"\b(?:please (?:help me )?(?:welcome|enjoy)|give it up for|a warm welcome to)\b <few><guest:L>"),
    _cue("is here", "opening", "", 0.78,
         r"<guest:L>(?:,[^.!?\n]{1,80},)? (?:joins? (?:me|us|the)|(?:is|are) (?:here|with us|back|our guests?)|",
         r"returns|stops by)\b"),
    _cue("joins us", "notes", "", 0.78,
         r"<guest:L>(?:,[^.!?\n]{1,80},)? (?:joins? (?:me|us|the)|returns|stops by)\b"),
    _cue("joins the show", "notes", "", 0.78,
         r"<guest:P> (?:joins?|joined|returns to|stops by) (?:me|us|(?:the|this|our) <show>)",
         r"(?=[.,!?]| (?:from|to|for|in)\b)"),
    _cue("joins to discuss", "notes", "", 0.75,
         r"(?:<guest:L>(?:,[^.!?\n]{1,90}| \([^()\n]{1,80}\))?,?|<guest:P>) (?:joins?|joined|is joining)\b ",
         r"<few>(?:<host:N>,? )?(?:<few>)to (?:discuss|talk|explain|share|react|break|weigh|unpack|debate|walk)\b"),
    _cue("joins now", "talk", HOST, 0.78,
         r"(?:<guest:L>(?:,[^.!?\n]{1,80},)?|<guest:P>)(?:,? (?:[\w’'-]+ ){0,5}?who)? (?:is |are )?(?:also |now )?",
         r"(?:joins?|joining) (?:me|us)\b",
         r"(?=[.,!?]| (?:now|today|tonight|live|from|with|to|this|here|on (?:the |our )?set|in (?:the |our )?studio)",
         r"\b)"),
    _cue("conversation", "notes", "", 0.6,
         r"\b(?:conversation|interview|chat|discussion|(?<!for )(?<!of )(?<!have )(?<!peace )(?<!hold )talk|episode",
         r"|q&a|fireside|podcast)s? (?:I did )?with ",
         r"<few><guest:L>"),
    _cue("our conversation", "talk", HOST, 0.75,
         r"\b(?:this|my|our|today['’]s) (?:\w+ )?(?:conversation|interview|chat|discussion|talk|episode|",
         r"podcast) with <few><guest:L>"),
    _cue("spoke with", "opening", HOST, 0.72,
         r"\b(?:we|I) (?:recently |also )?(?:<talk>(?<= with)|<talk>(?<= to)|interview(?:ed)?) <few><guest:L>"),
    _cue("sat down with", "notes", "", 0.72,
         r"\b(?:we|I) (?:recently |also )?(?:<talk>(?<= with)|<talk>(?<= to)|interview(?:ed)?) <few><guest:L>"),
    _cue("explains", "notes", "", 0.7,
         r"(?:^|\n|[.!?] )(?:in this (?:\w+ )?<show><rest>,? |on (?:the |this )<rest>, ",
         r")?(?:(?!(?:with|by|from|in)\b)[\w’'-]+(?:\.\w[\w’'-]*)?,? ){0,5}?(?<!['’]s )<guest:L>",
         r"(?:,[^.!?\n]{1,120},| \([^()\n]{1,80}\))? ",
         r"(?![^.!?\n]{1,100} with (?:[\w’'-]+ ){0,5}?<name>)",
         r"(?:explains?|describes?|shares?|reveals?|",
         r"reflects?|breaks? down|walks?|talks?|tells?|argues|outlines|discusses|answers|offers|recounts|",
         r"unpacks|explores?)\b"),
    _cue("on the quoted show", "notes", "", 0.75,
         r"(?:^|\n|[.!?] )(?:[\w’'.-]+,? ){0,8}?(?<!host )(?<!correspondent )(?<!reporter )<guest:L>",
         r"(?:,[^.!?\n]{1,90},)? [a-z][^.!?\n‘“\"]{1,160}? on [‘'“\"](?=(?-i:[A-Z]))"),
    _cue("discuss", "notes", "", 0.62,
         r"(?:^|\n|[.!?] )(?P<host><name>(?:, <name>)*,? (?:and|&) <name>) ",
         r"(?:discuss|debate|break down|unpack|react to|chat about|talk about|catch up on|cover|look at)\b"),
    _cue("in conversation with the host", "notes", "", 0.85,
         r"\bin (?:his|her|their|this) (?:\w+ )?(?:conversation|interview|talk|chat) with <host:N>,? <guest:L> \w+s\b"),
    _cue("in conversation", "notes", "", 0.75,
         r"<guest:L>(?:, [^.!?\n]{1,80},)? (?:is )?in conversation with (?:(?!the\b)[\w’'&-]+ ){0,4}?<host:L>"),
    _cue("next up", "talk", HOST, 0.75,
         r"\bnext up,? (?:is|we have|we['’]ve got|we got|it['’]s) <few><guest:L>"),
    _cue("bring in", "talk", HOST, 0.75,
         r"\b(?:bring|bringing) (?:in|on|out) <few><guest:L>"),
    _cue("title with", "title", "", 0.78,
         r"<not dealt>\b(?:with|w/|ft\.?|feat\.?|featuring) (?-i:(?:[A-Z\d][\w’'.-]* |the |our |my ){0,4}?)<guest:L>"),
    _cue("title", "title", "", 0.72,
         r"(?:^|[|:–—-] ?|#\d+ (?:- )?|\d+ |(?<=\n)(?!<name>:))<guest:L> ?(?:$|\n|[|:–—(-]|on\b|explains)"),
    _cue("numbered title", "title", "", 0.8,
         r"#\d+ ?(?:[|:–—-] )?<guest:L>\.?(?=\n|$)"),
    _cue("agenda", "notes", "", 0.8,
         r"(?:^|\n)[^:.!?\n]{3,60}: (?:(?:Senator|Rep\.|Sen\.|Dr\.|Gov\.) )?<guest:N> (?:\([^()\n]{1,80}\) )?",
         r"with <host:N>(?=\n|$| \()"),
    _cue("welcomes all", "talk", HOST, 0.7,
         r"\bwelcome (?:back )?to (?:the|this|our|another|[A-Z])"),
)  # fmt: skip
