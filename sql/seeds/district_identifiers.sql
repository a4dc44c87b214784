-- Tables that came with a migration after the district was loaded take the district's range of identifiers as well.
SELECT stockpile.align_sequences();
