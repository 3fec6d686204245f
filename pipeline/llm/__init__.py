"""A language model as a second finder of claims and names: it proposes, and what the text does not say is refused.

Nothing here runs unless `Settings.llm` names a model. In the order data flow: `windows` cuts a document into passages,
`prompt` and `schema` ask for what the ontology knows, `client` and `cache` fetch the answers, `claims`, `quantities`
and `names` hold each of them against the words.
"""

from pipeline.llm.reader import Reader

__all__ = ["Reader"]
