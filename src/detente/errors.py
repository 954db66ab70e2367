"""The tree of errors. Each says the value, the place, what was expected, and what mends it; the CLI exits with its code.

DetenteError                     1
├── InputError                   2   what was given cannot be read
│   ├── MissingSource            3
│   ├── EmptyDocument            4
│   ├── BinaryDocument           5
│   ├── UndecodableDocument      6
│   ├── DocumentTooLarge         7
│   ├── UnknownLanguage          8   no language pack for it
│   ├── BadDate                  9
│   ├── FetchFailed             10   a URL that does not answer, or may not be fetched
│   ├── BadQuery                11   a filter, question or scenario that cannot be understood
│   │   └── NotFound            11   it can be understood, and it is not there
│   └── BadTable                12   a table without the columns that are needed
├── CasebookError               20   the store is missing, locked, or of another version
├── DataError                   21   a data file of the project or of the user is wrong (file and line)
└── MissingPart                 22   an optional part or a model is not installed
"""


class DetenteError(Exception):
    """Base of all errors that a user can cause or mend."""

    exit_code = 1


class InputError(DetenteError):
    exit_code = 2


class MissingSource(InputError):
    exit_code = 3


class EmptyDocument(InputError):
    exit_code = 4


class BinaryDocument(InputError):
    exit_code = 5


class UndecodableDocument(InputError):
    exit_code = 6


class DocumentTooLarge(InputError):
    exit_code = 7


class UnknownLanguage(InputError):
    exit_code = 8


class BadDate(InputError):
    exit_code = 9


class FetchFailed(InputError):
    exit_code = 10


class BadQuery(InputError):
    exit_code = 11


class NotFound(BadQuery):
    pass


class BadTable(InputError):
    exit_code = 12


class CasebookError(DetenteError):
    exit_code = 20


class DataError(DetenteError):
    exit_code = 21


class MissingPart(DetenteError):
    exit_code = 22
