SET client_encoding = 'UTF8';
SET client_min_messages = warning;
CREATE EXTENSION text_tidy CASCADE;

SELECT tidy('  Crème   BRÛLÉE '), tidy('“Smart” – isn’t it…'), tidy(E'a\u00a0\u2003b\tc');
SELECT tidy('ﬁne ½ Ⅷ') AS compatibility;
SELECT tidy_blanks(E'\n one \t two ') || '|' AS blanks;
SELECT slugify('Crème brûlée!'), slugify('It''s 5 o''clock'), slugify('---'),
       slugify('one two three', 8);
SELECT tidy(NULL), tidy('');
