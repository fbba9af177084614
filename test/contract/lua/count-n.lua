-- Counts its keys; a script for the tests alone.
-- KEYS any number
-- ARGV none
-- Returns the number of keys.
-- Invariant: changes nothing.
return #KEYS
