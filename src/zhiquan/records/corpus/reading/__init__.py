"""Safe reading: the only way loaders touch bytes that strangers wrote.

``members`` opens files and archives, ``text`` finds the encoding, ``table``, ``xml`` and ``json`` read what stands in
them. All of it streams in bounded memory, and raises ``Refusal`` (one sentence, what to do) for whatever is damaged or
hostile, never anything else.
"""
