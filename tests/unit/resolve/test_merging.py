"""Which names are one thing: short forms and handles, mis-hearings, and what is left undecided."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from pipeline.ontology import KnownEntity, Ontology, load_ontology, squash
from pipeline.records import Vote
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.merging import heard_in_document, heard_in_gazetteer, merge, short_forms, unite


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology without its gazetteer."""
    known = load_ontology()
    return replace(known, digest=f"{known.digest}-bare", entities=MappingProxyType({}), names=MappingProxyType({}))


def knowing(ontology: Ontology, *labels: str, label: str = "PERSON") -> Ontology:
    """The ontology with these known, and nobody else."""
    cls = ontology.class_of_ner(label) or ""
    entities = {f"x:{squash(name)}": KnownEntity(f"x:{squash(name)}", name, cls) for name in labels}
    return replace(ontology, digest=f"{ontology.digest}-{labels}", entities=MappingProxyType(entities))


class Named:
    """Makes clusters in the order in which they are named."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology, self.made = ontology, 0

    def __call__(self, name: str, label: str = "PERSON", times: int = 1, detector: str = "test") -> Cluster:
        cluster = Cluster(squash(name), first=10 * self.made)
        cluster.mentions = list(range(100 * self.made, 100 * self.made + times))
        cluster.texts[name] += times
        cluster.votes.append(Vote(self.ontology.class_of_ner(label) or "", detector, 1.0))
        self.made += 1
        return cluster


def labels(clusters: list[Cluster]) -> list[str]:
    return [cluster.label for cluster in clusters]


def shortened(short: str, full: str, ontology: Ontology, label: str = "PERSON") -> bool:
    """Whether one of the two names is taken for a short form of the other."""
    named = Named(ontology)
    one, other = named(short, label), named(full, label)
    left, _ = short_forms([one, other], ontology, "d")
    assert labels(left) in ([full], [short, full])
    assert len(left) == 2 or (other.mentions == [100, 0] and other.short == {short})
    return len(left) == 1


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Okafor", "Ada Okafor"),
        ("Ada", "Ada Okafor"),
        ("Ada Maria", "Ada Maria Okafor"),
        ("Mayor Okafor", "Ada Okafor"),
        ("AOkafor", "Ada Okafor"),
        ("adao", "Ada Okafor"),
        ("AdaOkafor", "Ada Okafor"),
        ("adaokaforhq", "Ada Okafor"),
        ("adrokafor", "Ada Okafor"),
        ("ABC", "Anna Bella Cole"),
    ],
)
def test_short_forms_and_handles_of_people(short: str, full: str, ontology: Ontology) -> None:
    assert shortened(short, full, ontology)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Maria", "Ada Maria Okafor"),
        ("BOkafor", "Ada Okafor"),
        ("adak", "Ada Okafor"),
        ("obokafor", "Ada Okafor"),
        ("adrLi", "Ada Li"),
        ("Abc", "Anna Bella Cole"),
        ("AO", "Ada Okafor"),
        ("Ada Lund", "Ada Okafor"),
    ],
)
def test_what_is_no_short_form(short: str, full: str, ontology: Ontology) -> None:
    assert not shortened(short, full, ontology)


def test_titles_initials_and_nicknames_come_after_the_name_itself(ontology: Ontology) -> None:
    named = Named(ontology)
    titled = [named("Lewis Okafor", times=2), named("Justice Lewis F. Okafor")]
    titled[0].known = KnownEntity("x:lewis", "Lewis Okafor", ontology.class_of_ner("PERSON") or "")
    assert labels(short_forms(titled, ontology, "d")[0]) == ["Lewis Okafor"]
    other = [named("Lewis Okafor", times=2), named("Justice Louise F. Okafor")]
    assert len(short_forms(other, ontology, "d")[0]) == 2
    mikes = [named("Mike Okafor"), named("Michael Castell"), named("Mike")]
    assert labels(short_forms(mikes, ontology, "d")[0]) == ["Mike Okafor", "Michael Castell"]
    assert mikes[0].short == {"Mike"}
    michael = [named("Michael Castell"), named("Mike")]
    assert labels(short_forms(michael, ontology, "d")[0]) == ["Michael Castell"]


def test_a_show_is_called_with_its_noun_and_a_house_is_not(ontology: Ontology) -> None:
    named = Named(ontology)
    show = [named("Nightlight", "WORK_OF_ART"), named("Nightlight Podcast", "WORK_OF_ART")]
    assert len(short_forms(show, ontology, "d")[0]) == 1
    house = [named("Nightlight", "ORG"), named("Nightlight Podcast", "WORK_OF_ART")]
    house[0].known = KnownEntity("x:nightlight", "Nightlight", ontology.class_of_ner("ORG") or "")
    assert len(short_forms(house, ontology, "d")[0]) == 2


def test_a_title_is_not_heard(ontology: Ontology) -> None:
    named = Named(ontology)
    known = named("John Castellane")
    known.context.add("John Castellane")
    assert heard(ontology, known, named("Director Castelane")) == ["John Castellane"]


def test_a_house_is_called_by_its_first_words_or_without_its_ending_but_not_by_its_last(ontology: Ontology) -> None:
    assert shortened("Halcyon", "Halcyon Works", ontology, "ORG")
    assert shortened("HBW", "Halcyon Bridge Works", ontology, "ORG")
    assert not shortened("Works", "Halcyon Works", ontology, "ORG")
    assert not shortened("HWorks", "Halcyon Works", ontology, "ORG")
    assert shortened("Brook", "BrookAI", ontology, "ORG")
    assert not shortened("Brook", "Brookside", ontology, "ORG")


def test_a_house_is_called_by_its_ending(ontology: Ontology) -> None:
    assert shortened("Institute", "Halcyon Institute", ontology, "ORG")
    assert not shortened("Institute", "Halcyon Institute of Works", ontology, "ORG")


def test_a_month_is_not_short_for_what_happened_then(ontology: Ontology) -> None:
    assert not shortened("October", "October Uprising", ontology, "EVENT")
    assert shortened("Harbour", "Harbour Uprising", ontology, "EVENT")


def test_a_name_without_its_generation_is_the_same(ontology: Ontology) -> None:
    assert shortened("Arvid Okafor", "Arvid F. Okafor Jr.", ontology)


def test_of_two_that_fit_none_is_chosen_and_it_is_told(ontology: Ontology) -> None:
    named = Named(ontology)
    clusters = [named("Ada Okafor"), named("Ben Okafor"), named("Okafor")]
    left, told = short_forms(clusters, ontology, "d")
    assert labels(left) == ["Ada Okafor", "Ben Okafor", "Okafor"]
    ((what, reason, begin),) = [(rejection.what, rejection.reason, rejection.begin) for rejection in told]
    assert (what, reason, begin) == ("Okafor", "may be any of: Ada Okafor, Ben Okafor", 20)


def test_a_short_form_of_another_class_or_of_who_it_cannot_be_stays(ontology: Ontology) -> None:
    named = Named(ontology)
    assert len(short_forms([named("Halcyon", "GPE"), named("Halcyon Works", "ORG")], ontology, "d")[0]) == 2
    unsure = [named("Halcyon", "GPE", detector="recogniser"), named("Halcyon Works", "ORG")]
    assert labels(short_forms(unsure, ontology, "d")[0]) == ["Halcyon Works"]
    assert unsure[1].cls(ontology) == ontology.class_of_ner("ORG")
    ending = [named("Safe Harbour", "GPE", detector="ending"), named("Safe Harbour Robotics", "ORG")]
    assert labels(short_forms(ending, ontology, "d")[0]) == ["Safe Harbour Robotics"]
    speaker = [named("Ada"), named("Ada Okafor")]
    speaker[0].others.add(speaker[1].key)
    assert len(short_forms(speaker, ontology, "d")[0]) == 2


def heard(ontology: Ontology, *clusters: Cluster) -> list[str]:
    return labels(heard_in_document(list(clusters), ontology, "d")[0])


def test_what_sounds_like_a_name_of_the_header_is_that_name(ontology: Ontology) -> None:
    named = Named(ontology)
    wrong, right = named("Marlin Okaphor", times=3), named("Marlene Okafor")
    right.context.add("Marlene Okafor")
    assert heard(ontology, wrong, right) == ["Marlene Okafor"]
    assert len(right.mentions) == 4
    assert right.reasons == ["Marlin Okaphor sounds like Marlene Okafor"]


def test_of_two_that_nobody_knows_the_more_frequent_then_the_earlier_is_right(ontology: Ontology) -> None:
    named = Named(ontology)
    assert heard(ontology, named("Marlene Okafor"), named("Marleen Okafor", times=2)) == ["Marleen Okafor"]
    assert heard(ontology, named("Marlene Okafor"), named("Marleen Okafor")) == ["Marlene Okafor"]


def test_what_sounds_like_nothing_or_is_too_short_or_of_other_digits_stays(ontology: Ontology) -> None:
    named = Named(ontology)
    assert len(heard(ontology, named("Ann Lee"), named("Ann Poe"))) == 2
    assert len(heard(ontology, named("Bob"), named("Bop"))) == 2
    assert len(heard(ontology, named("Quillon 2", "ORG"), named("Quillon 3", "ORG"))) == 2
    assert len(heard(ontology, named("Brightwater", "ORG"), named("Britewater", "GPE"))) == 2
    header = named("Marleen Okafor")
    header.context.add("Marleen Okafor")
    assert heard(ontology, header, named("Marlene Okafor", times=2)) == ["Marleen Okafor"]


def test_a_single_word_is_held_against_first_and_last_names_of_people_only(ontology: Ontology) -> None:
    named = Named(ontology)
    for one in ("Castellan", "Nour"):
        right = named("Noor Castellane")
        right.context.add("Noor Castellane")
        assert heard(ontology, named(one), right) == ["Noor Castellane"]
    house = named("Noor Castellane", "ORG")
    house.context.add("Noor Castellane")
    assert len(heard(ontology, named("Castellan", "ORG"), house)) == 2
    middle = named("Noor Castellane Voss")
    middle.context.add("Noor Castellane Voss")
    assert len(heard(ontology, named("Castellan"), middle)) == 2


def test_what_may_have_been_heard_with_its_article(ontology: Ontology) -> None:
    named = Named(ontology)
    wrong, right = named("Korda Systems", "ORG"), named("Akorda Systems", "ORG")
    right.context.add("Akorda Systems")
    wrong.article = True
    assert wrong.heard_as == ("Korda Systems", "aKorda Systems")
    assert heard(ontology, wrong, right) == ["Akorda Systems"]


def in_gazetteer(cluster: Cluster, ontology: Ontology, ordinary: bool = False) -> tuple[str | None, list[str]]:
    """Whom the gazetteer says it is, and what is told of choices that were not made."""
    (left,), told = heard_in_gazetteer([cluster], ontology, "d", lambda word: ordinary)
    return left.known.label if left.known else None, [rejection.reason for rejection in told]


def test_a_known_name_is_recognised_by_its_sound(ontology: Ontology) -> None:
    known, named = knowing(ontology, "Marlene Okafor", "Zoe Quist"), Named(ontology)
    assert in_gazetteer(named("Marlin Okaphor"), known) == ("Marlene Okafor", [])
    assert in_gazetteer(named("Marlin Lindqvist"), known) == (None, [])
    header = named("Marlin Okaphor")
    header.context.add("Marlin Okaphor")
    assert in_gazetteer(header, known) == (None, [])


def test_of_two_known_that_sound_alike_none_is_chosen_and_it_is_told(ontology: Ontology) -> None:
    known = knowing(ontology, "Halverin", "Halveryn", label="ORG")
    found, told = in_gazetteer(Named(ontology)("Halveren", "ORG"), known)
    assert found is None
    assert told == ["may be any of: Halverin, Halveryn"]


def test_another_given_name_is_another_person(ontology: Ontology) -> None:
    named = Named(ontology)
    assert in_gazetteer(named("Carla Lindqvist"), knowing(ontology, "Carl Lindqvist"))[0] is None
    assert in_gazetteer(named("Karl Lindqvist"), knowing(ontology, "Carl Lindqvist"))[0] == "Carl Lindqvist"


def test_an_ordinary_word_was_heard_right(ontology: Ontology) -> None:
    known, named = knowing(ontology, "Astera Institute", label="ORG"), Named(ontology)
    assert in_gazetteer(named("Aster Institute", "ORG"), known) == ("Astera Institute", [])
    assert in_gazetteer(named("Aster Institute", "ORG"), known, ordinary=True)[0] is None


def test_what_is_known_to_be_one_thing_becomes_one(ontology: Ontology) -> None:
    known, named = knowing(ontology, "Marlene Okafor", "Zoe Quist"), Named(ontology)
    first, other, again, nobody = named("Marlene Okafor"), named("Zoe Quist"), named("M. Okafor"), named("Bo")
    for cluster, iri in ((first, "x:marleneokafor"), (other, "x:zoequist"), (again, "x:marleneokafor")):
        cluster.known = known.entities[iri]
    assert unite([first, other, again, nobody]) == [first, other, nobody]
    assert first.mentions == [0, 200]
    assert first.reasons == ["both are Marlene Okafor"]


def test_all_steps_together(ontology: Ontology) -> None:
    named = Named(ontology)
    known = knowing(ontology, "Marlene Okafor")
    clusters, told = merge([named("Okaphor"), named("Marlin Okaphor"), named("Bo Lund")], known, "d")
    assert labels(clusters) == ["Marlene Okafor", "Bo Lund"]
    assert clusters[0].texts == {"Okaphor": 1, "Marlin Okaphor": 1}
    assert told == ()


def test_who_is_called_by_a_place_is_no_team_that_sounds_like_it(ontology: Ontology) -> None:
    place, team = ontology.class_of_ner("GPE") or "", ontology.class_of_ner("ORG") or ""
    entities = {
        "x:quay": KnownEntity("x:quay", "Quayland", place, demonyms=("Quaylander",)),
        "x:team": KnownEntity("x:team", "Quaylanders", team),
    }
    known = replace(ontology, digest=f"{ontology.digest}-teams", entities=MappingProxyType(entities))
    named = Named(known)
    people, players = named("Quaylander", "ORG"), named("Quaylanders", "ORG")
    players.known = entities["x:team"]
    merged, _ = heard_in_document([people, players], known, "talk")
    assert len(merged) == 2


@pytest.mark.parametrize(
    ("heard", "known", "label"),
    [
        ("Wednesday", "Wednesdey", "WORK_OF_ART"),
        ("FIRA", "FIRO", "ORG"),
        ("un-Quaylandish", "Unquaylandish", "ORG"),
        ("Minister of Harbours", "Ministry of Harbours", "ORG"),
        ("Benny Quillfeather", "Ben Quillfeather", "PERSON"),
        ("Chen", "China", "GPE"),
        ("Bolton", "Boston", "GPE"),
    ],
)
def test_what_sounds_alike_and_is_not_the_known_one(heard: str, known: str, label: str, ontology: Ontology) -> None:
    ontology = knowing(ontology, known, label=label)
    assert in_gazetteer(Named(ontology)(heard, label), ontology)[0] is None


def test_acronyms_leave_small_words_out_and_nicknames_lie_between_names(ontology: Ontology) -> None:
    assert shortened("FDH", "Foundation for Defence of Harbours", ontology, "ORG")
    assert shortened("Adalyn Quill", 'Adalyn "Dede" M. Quill', ontology)
    assert shortened("Dede Quill", 'Adalyn "Dede" M. Quill', ontology)


def heard_and_written(heard: str, written: str, ontology: Ontology, *, label: str = "PERSON") -> bool:
    """Whether the known one whose name is heard stays known where the header writes the other name."""
    ontology = knowing(ontology, heard, label=label)
    named = Named(ontology)
    talked, header = named(heard, label), named(written, label)
    talked.known = next(iter(ontology.entities.values()))
    header.context.add(written)
    merged, _ = merge([talked, header], ontology, "d")
    return any(cluster.known is not None for cluster in merged)


def test_whom_the_header_writes_otherwise_is_not_the_known_bearer_of_the_sound(ontology: Ontology) -> None:
    assert not heard_and_written("Marc Quillan", "Mark Quillen", ontology)
    assert heard_and_written("Marc Quillan", "Marc Quillan", ontology)
    assert heard_and_written("Marc Quillan", "Mark", ontology)
    assert heard_and_written("Marc Quillan", "Mark Lee Quillen", ontology)
    assert heard_and_written("Marc Quillan", "Tom Bridger", ontology)


def heard_beside(heard: str, other: str, ontology: Ontology, *, label: str) -> bool:
    """Whether a person's name, or another, is taken for a known one that the document names, which is misheard."""
    ontology = knowing(ontology, other, label=label)
    named = Named(ontology)
    one, two = named(heard, "PERSON", detector="recogniser"), named(other, label)
    two.known = next(iter(ontology.entities.values()))
    merged, _ = heard_in_document([one, two], ontology, "d", ordinary=lambda word: word in ("billboard", "senator"))
    return len(merged) == 1


def test_whoever_bears_a_family_name_is_no_place_and_nobody_else(ontology: Ontology) -> None:
    assert not heard_beside("Chen", "Cheina", ontology, label="GPE")
    assert heard_beside("Chainna", "Cheina", ontology, label="GPE")
    assert not heard_beside("Rowan", "Ronald Rewan", ontology, label="PERSON")
    assert not heard_beside("billboard", "Billboard", ontology, label="ORG")
    assert not heard_beside("Senator", "Senate", ontology, label="ORG")


def test_of_two_who_bear_a_name_neither_is_a_place_that_sounds_alike(ontology: Ontology) -> None:
    ontology = knowing(ontology, "Quilltan", label="GPE")
    named = Named(ontology)
    place, last = named("Quilltan", "GPE"), named("Quillton", detector="recogniser")
    place.known = next(iter(ontology.entities.values()))
    both = [named("Ada Quillton"), named("Bo Quillton")]
    assert len(heard_in_document([place, last], ontology, "d")[0]) == 1
    assert len(heard_in_document([place, last, *both], ontology, "d")[0]) == 4


def test_days_months_and_users_of_known_things_are_heard_right(ontology: Ontology) -> None:
    assert not heard_beside("July", "Julea", ontology, label="PERSON")
    known = knowing(ontology, "Quilltube Red", "Quilltube", label="PRODUCT")
    known = replace(known, names=MappingProxyType({"quilltube": ("x:quilltube",)}))
    assert in_gazetteer(Named(known)("Quilltubers", "PRODUCT"), known)[0] is None
    assert in_gazetteer(Named(known)("Quiltube Red", "PRODUCT"), known)[0] is not None


def test_what_goes_on_behind_a_name_is_something_else(ontology: Ontology) -> None:
    named = Named(ontology)
    people, law = named("Quaylanders", "NORP", times=2), named("Quaylander law", "NORP")
    assert len(heard_in_document([people, law], ontology, "d")[0]) == 2
