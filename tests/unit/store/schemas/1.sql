BEGIN TRANSACTION;
CREATE TABLE aliases (
        name TEXT PRIMARY KEY,       -- of an id that the entry had later
        entry INTEGER NOT NULL REFERENCES entries (id)
    ) WITHOUT ROWID
    ;
CREATE TABLE cleaned (
        key TEXT NOT NULL UNIQUE,
        entry BLOB NOT NULL        -- JSON, zlib: Entry
    );
CREATE TABLE closed_pages (
        number INTEGER PRIMARY KEY,
        digest TEXT NOT NULL,      -- sha256 of its file
        made_of TEXT NOT NULL,
        mark TEXT NOT NULL
    );
CREATE TABLE decisions (
        entry INTEGER NOT NULL REFERENCES entries (id),
        rule TEXT NOT NULL,
        detail TEXT NOT NULL,
        decided_at INTEGER NOT NULL,
        PRIMARY KEY (entry, rule)
    ) WITHOUT ROWID
    ;
CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feeds (id),
        name TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL,
        first_seen_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        placed_at INTEGER NOT NULL,  -- its place in the river, and by which rule; never changes
        placed_by TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        entry_id TEXT,
        link TEXT,
        page TEXT,                   -- the link as `urls.plain_page` compares it
        title TEXT NOT NULL,
        authors TEXT,                -- JSON: names; NULL for none
        categories TEXT,             -- JSON; NULL for none
        words INTEGER NOT NULL,
        language TEXT,
        fingerprint TEXT,
        beginning TEXT,
        published_at INTEGER,
        updated_at INTEGER,
        atom_id TEXT,                -- the id under which it was published
        forgotten INTEGER NOT NULL DEFAULT 0, -- 1: its text is no longer kept
        unread INTEGER NOT NULL DEFAULT 0,    -- 1: its text is in the shell of its feed; most columns wait
        element_start INTEGER,                -- where, of one that is unread
        element_end INTEGER,
        backlog INTEGER NOT NULL DEFAULT 0    -- 1: its feed had it already when it was read for the first time
    );
INSERT INTO "entries" VALUES(1,1,'aa2b1ad674db93bc','tag:1',1772366400,1772366400,1769904000,'published','141c4cb3a0d6f4918458d02ab656261f','tag:1','https://ann.example.org/1','ann.example.org/1','first post','["Ann"]','["tag"]',3,NULL,NULL,NULL,1769904000,NULL,'tag:1',0,0,NULL,NULL,1);
INSERT INTO "entries" VALUES(2,1,'993b1dcb4bb8bff4','tag:2',1772366400,1772366400,1769990400,'published','78987c5c3fe2a20048033a3b576e5b7e','tag:2','https://ann.example.org/2','ann.example.org/2','second post','["Ann"]','["tag"]',3,NULL,NULL,NULL,1769990400,NULL,'tag:2',0,0,NULL,NULL,1);
CREATE TABLE feeds (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        origin TEXT NOT NULL UNIQUE, -- the address under which it was first read: entries are named after it
        was TEXT,                    -- JSON: earlier addresses; NULL for none
        added_at INTEGER NOT NULL,
        health TEXT NOT NULL,      -- JSON: FeedHealth
        validators TEXT NOT NULL,  -- JSON: Validators
        raw TEXT,                  -- JSON: RawFeed without entries; NULL until it was first read
        listed TEXT                -- JSON: names of the entries that its document had when it was last read
    );
INSERT INTO "feeds" VALUES(1,'https://ann.example.org/feed','https://ann.example.org/feed',NULL,1772366400,'{"entries_new":2,"entries_seen":2,"feed_url":"https://ann.example.org/feed","last_change_at":"2026-03-01T12:00:00Z","last_ok_at":"2026-03-01T12:00:00Z","last_try_at":"2026-03-01T12:00:00Z","since":"2026-03-01T12:00:00Z","state":"ok"}','{"etag":"\"1\""}','{"title":{"value":"Ann''s blog"},"url":"https://ann.example.org/feed"}','["aa2b1ad674db93bc", "993b1dcb4bb8bff4"]');
CREATE TABLE openings (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        opening TEXT NOT NULL      -- of its TextFacts: what filters look at besides the title
    );
INSERT INTO "openings" VALUES(1,'The first text.');
INSERT INTO "openings" VALUES(2,'The second text.');
CREATE TABLE planet (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "planet" VALUES('created_at','2026-03-01T12:00:00+00:00');
INSERT INTO "planet" VALUES('last_build_at','2026-03-01T12:00:00+00:00');
INSERT INTO "planet" VALUES('revision','1');
CREATE TABLE readings (
        feed INTEGER PRIMARY KEY REFERENCES feeds (id),
        known TEXT NOT NULL          -- JSON: KnownEntries
    );
INSERT INTO "readings" VALUES(1,'{"keys":{"0a":"tag:1"}}');
CREATE TABLE shells (
        feed INTEGER PRIMARY KEY REFERENCES feeds (id),
        about TEXT NOT NULL,       -- JSON: Shell without its document, in which the unread entries of the feed are
        document BLOB NOT NULL     -- zlib of our own, or gzip as it was sent
    );
CREATE TABLE texts (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        raw BLOB NOT NULL          -- zlib: JSON of RawEntry
    );
INSERT INTO "texts" VALUES(1,X'78015D8FD16AC3300C457FA5E8394D9C0CF6604A61FFD0A78E31BC46894D1CD9D84ADB61F2EFB353E8C6402F92EEBD474AA016D62E4490EF0948CD0812DE8860FDA8E0A21847170C962DB01AA10C1D3112834C3019EAB35CF36CA182ABB24B711FFCF1A47137981079C778E7FAD0F823AC155843D303A4030E9B937D944DA3886ABCABD95BAC5D189B76C3FBE5CB9AA8B1FF5419079DE85EF7A2DB8BF62484DCEA9CB16CD8666C7AF21F60EF2217E6A02E9C99099C473234E6A07FD7FD66C01F6B053717FAEC7CC921A6BC99FF976D164FF8FDECD61F836766DA');
INSERT INTO "texts" VALUES(2,X'78015D90D16AC3300C457FA5E8394B820B7B30A5B07FE8D3C6285EA3C6268E6C6C65EB30F9F7C9D9E8C6402FB6EEBD475201B3B00D29837E29406646D0F04404EB6B0317C33886E4B07681CD08F533102331E80293A341E496670F0DBC1BBF54F7211E4F1677194539EC186FDC1EBA7884B501EF68FA26D984D7CDCA31EBAE33442DDECC1C3DB6218D9DDAF87179F32E5B1CCE4678A07AF5F8D02BA953DFEBAD9E85CB8EBD70CB7D801F720C992BF46A2E2CD0022122391A25E9FF7CBF29F0D7DCC047488378F712E3EAAA7203AD443DE1E7FDB57E0129B4682E');
CREATE TABLE touched (placed_at INTEGER PRIMARY KEY);
CREATE INDEX entries_of_feed ON entries (feed);
CREATE INDEX entries_by_place ON entries (placed_at);
CREATE INDEX entries_by_page ON entries (page) WHERE page IS NOT NULL;
CREATE INDEX entries_by_text ON entries (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX unread_by_beginning ON entries (beginning) WHERE unread = 1;
CREATE INDEX entries_by_atom_id ON entries (atom_id) WHERE atom_id IS NOT NULL;
CREATE TRIGGER entry_changed AFTER UPDATE ON entries WHEN old.atom_id IS new.atom_id BEGIN
        INSERT OR IGNORE INTO touched VALUES (min(old.placed_at, new.placed_at));
    END;
CREATE TRIGGER entry_gone AFTER DELETE ON entries BEGIN
        INSERT OR IGNORE INTO touched VALUES (old.placed_at);
    END;
COMMIT;
