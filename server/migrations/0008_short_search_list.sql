-- New words wait in a list until somebody's insert sorts them into the index. At the usual 4 MB that one insert, and
-- the whole group that commits with it, takes over 70 milliseconds; a shorter list is sorted in unnoticed.
alter index entry_words set (gin_pending_list_limit = 256);
