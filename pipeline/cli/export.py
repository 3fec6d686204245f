"""`talkgraph export`: a graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing_file, folder, ontology_option
from pipeline.cli.screen import say


@click.command()
@click.argument("graph", type=existing_file)
@click.option(
    "--to",
    "form",
    required=True,
    metavar="FORMAT",
    help="ttl, nt, nq, trig, jsonld, rdf, rdf12.ttl, rdf12.nq, rdf12.trig, graphml, gexf, "
    "node-link.json, neo4j.csv, cypher, csv, parquet, html (with .gz compressed), or obsidian: a folder of linked "
    "notes.",
)
@click.option(
    "-o",
    "--output",
    type=folder,
    help="File, or folder for a format of several files.  [default: beside GRAPH, under the usual names]",
)
@ontology_option
def export(graph: Path, form: str, output: Path | None, ontology: Path | None) -> None:
    """Convert GRAPH, an RDF file that a run wrote, to another format.

    From RDF to RDF every triple stays, in its named graph where the format has those. How often and where a thing was
    named is converted only if the run wrote it (--mentions).
    """
    from pipeline.errors import OutputError
    from pipeline.export.conversion import convert
    from pipeline.export.formats import chosen

    try:
        chosen([form])
    except OutputError as error:
        raise click.BadParameter(str(error), param_hint="--to") from error
    for path in convert(graph, form, output, ontology=ontology, tell=lambda note: say(f"Note: {note}", err=True)):
        say(path)
