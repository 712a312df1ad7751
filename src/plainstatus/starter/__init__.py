"""The files of a new site, by language, as `init` lays them out. `@WORDS@` in them are filled in."""
