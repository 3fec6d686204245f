"""Ingest: one file -> one `Document`, whatever tool wrote the file.

`read_document` decodes the bytes, finds the format by looking at the content, lets that format's reader cut the raw
text into pieces, and builds the reading text with its offset map from them.
"""

from pipeline.ingest.document import find_documents, read_document
from pipeline.ingest.fields import is_people as is_people_field
from pipeline.ingest.language import lacks_capitals, lacks_sentence_ends, only_capitals
from pipeline.ingest.speakers import is_diarisation_id
from pipeline.ingest.voices import without_affiliation

__all__ = [
    "find_documents",
    "is_diarisation_id",
    "is_people_field",
    "lacks_capitals",
    "lacks_sentence_ends",
    "only_capitals",
    "read_document",
    "without_affiliation",
]
