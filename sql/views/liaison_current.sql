-- The newest that is known of each liaison officer, also of those whose time is over.
CREATE OR REPLACE VIEW stockpile.liaison_current AS
SELECT DISTINCT ON (organisation_kind, organisation, name) liaison.*
FROM stockpile.liaison
ORDER BY organisation_kind, organisation, name, liaison_id DESC;
