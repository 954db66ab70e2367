-- The ledger of a casebook: what was read, what is coded, which immutable files hold it. The truth of the folder.
-- Version 7. A change of this file goes with a step in MIGRATIONS of ledger.py. Times are UTC, ISO 8601.

CREATE TABLE document (              -- a text, once, whatever the number of places it was found at
    key             INTEGER PRIMARY KEY,   -- order of arrival; means nothing beyond that
    id              TEXT NOT NULL UNIQUE,  -- blake2b of the canonical text
    source          TEXT NOT NULL,         -- where it was first found
    title           TEXT,
    author          TEXT,
    site            TEXT,
    published       TEXT,                  -- ISO day
    published_known TEXT NOT NULL,
    language        TEXT,
    notes           TEXT NOT NULL,         -- JSON list
    parts           TEXT NOT NULL,         -- JSON: blocks that the reader of the source knows of
    text            BLOB NOT NULL,         -- canonical text, UTF-8, zlib
    added           TEXT NOT NULL
) STRICT;

CREATE TABLE copy (                  -- further places where the same text was found
    document TEXT NOT NULL REFERENCES document (id),
    source   TEXT NOT NULL,
    site     TEXT,
    PRIMARY KEY (document, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (               -- immutable Parquet files segments/ID/*.parquet
    id        TEXT PRIMARY KEY,            -- blake2b of the files
    sequence  INTEGER NOT NULL UNIQUE,     -- order of arrival, the watermark of what is derived
    coder     TEXT NOT NULL,
    documents INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    bytes     INTEGER NOT NULL,
    first     TEXT,                        -- first and last day of its events
    last      TEXT,
    state     TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'staged', 'retired')),
    changed   TEXT NOT NULL                -- when it got this state; files of the retired are removed after a grace
) STRICT;

CREATE TABLE coded (                 -- a document read by a coder: written in one transaction with its segment
    document TEXT NOT NULL REFERENCES document (id),
    coder    TEXT NOT NULL,
    segment  TEXT REFERENCES segment (id), -- null where the reading held nothing at all
    events   INTEGER NOT NULL,
    set_aside INTEGER NOT NULL,            -- blocks in quarantine
    PRIMARY KEY (document, coder)
) STRICT, WITHOUT ROWID;
CREATE INDEX coded_by_segment ON coded (segment);

CREATE TABLE failed (                -- a document that could not be read, and why
    document TEXT NOT NULL REFERENCES document (id),
    coder    TEXT NOT NULL,
    kind     TEXT NOT NULL,                -- class of the error; "died" where the process died with it
    reason   TEXT NOT NULL,
    tries    INTEGER NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (document, coder)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (                -- a place that was read: whether it is finished, or why it cannot be opened
    name      TEXT PRIMARY KEY,
    mark      TEXT,                        -- size and time of a file read to its end: unchanged means known
    documents INTEGER NOT NULL,
    kind      TEXT,                        -- class of the error, null where it was read
    reason    TEXT,
    at        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE correction (            -- an analyst's word on an event or a stretch of text; the last one for a field counts
    id     INTEGER PRIMARY KEY,
    event  TEXT NOT NULL,                  -- any report of the event, or DOCUMENT:BEGIN-STOP
    field  TEXT NOT NULL,                  -- of an event; or verdict, note, kept
    before TEXT,                           -- JSON
    after  TEXT,                           -- JSON
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL,
    anchor TEXT                            -- JSON: the words that it was said on; null for what older versions entered
) STRICT;

CREATE TABLE verdict (               -- an analyst's word on whether two reports tell one event
    a      TEXT NOT NULL,
    b      TEXT NOT NULL,
    same   INTEGER NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (a, b),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (               -- coder in force, pointer to the serving generation, watermarks
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE imported (              -- a file of events that another system coded, named by its content
    id       TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL UNIQUE,
    source   TEXT NOT NULL,                -- where the file stood
    format   TEXT NOT NULL,                -- gdelt2, icews, ...
    coder    TEXT NOT NULL,                -- the system that coded it, as queries show it
    done     INTEGER NOT NULL,             -- 0 while it is under way, or where it was cut short
    at       TEXT NOT NULL
) STRICT;

CREATE TABLE imported_part (         -- immutable Parquet files imported/IMPORT/*-NUMBER.parquet, visible once listed
    import   TEXT NOT NULL REFERENCES imported (id),
    number   INTEGER NOT NULL,
    reached  INTEGER NOT NULL,             -- bytes of the unpacked file up to its end
    line     INTEGER NOT NULL,             -- line at which the next part begins
    taken    INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    reasons  TEXT NOT NULL,                -- JSON: why rows were left out, counted
    remarks  TEXT NOT NULL,                -- JSON: what was mended or not known in rows that were taken
    PRIMARY KEY (import, number)
) STRICT;

CREATE TABLE imported_file (         -- imported/IMPORT/KIND-PART.parquet; a part without rows of a kind has no such file
    import TEXT NOT NULL REFERENCES imported (id),
    part   INTEGER NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('part', 'mentions', 'cube', 'rejected')),
    hash   TEXT,                           -- blake2b of the file; null where it was written before this table was
    PRIMARY KEY (import, part, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE grade (                 -- how reliable an analyst holds a source to be; one that is not here is F
    source      TEXT PRIMARY KEY,          -- the outlet as documents name it (site), else the place they were read from
    reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    author      TEXT NOT NULL,
    reason      TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watch (                 -- a saved query, and the feeds that are read for it
    name  TEXT PRIMARY KEY,
    query TEXT NOT NULL,                   -- JSON: the filters
    feeds TEXT NOT NULL,                   -- JSON: a list
    at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE told (                  -- what a watch knows: nothing of it is told again
    watch TEXT NOT NULL REFERENCES watch (name),
    kind  TEXT NOT NULL,                   -- id (of an event), new and contested (its sentences), turn
    key   TEXT NOT NULL,
    PRIMARY KEY (watch, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (                -- what a watch found: written in one transaction with `told`, before anyone is told
    id     TEXT PRIMARY KEY,
    watch  TEXT NOT NULL REFERENCES watch (name),
    kind   TEXT NOT NULL,                  -- new, turn, contested
    event  TEXT NOT NULL,                  -- id of the event, or of the trigger
    text   TEXT NOT NULL,
    proofs TEXT NOT NULL,                  -- JSON: source, date, document and words of each sentence
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (              -- whom a notice is to go to, and when it went
    notice  TEXT NOT NULL REFERENCES notice (id),
    channel TEXT NOT NULL,                 -- terminal, email:FILE, atom:FILE, webhook:URL
    done    TEXT,                          -- null while it waits
    PRIMARY KEY (notice, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE site (                  -- an outlet, as documents name it
    key       INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    documents INTEGER NOT NULL
) STRICT;

CREATE TABLE line (                  -- a short line of a document: what a site repeats is furniture
    site     INTEGER NOT NULL REFERENCES site (key),
    line     INTEGER NOT NULL,             -- hash of its words
    document INTEGER NOT NULL REFERENCES document (key),
    aside    INTEGER NOT NULL,             -- 1 where the document is read with the line set aside as repeated
    PRIMARY KEY (site, line, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_aside ON line (document) WHERE aside;
