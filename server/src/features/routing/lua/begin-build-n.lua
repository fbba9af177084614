-- Empties routing and opens it to one builder.
-- KEYS  1 generation  2... everything else that routing keeps
-- ARGV  1 the builder's generation
-- Returns 1 begun  0 somebody has built it already
-- Invariant  from here on only scripts that name this generation run
if redis.call('GET', KEYS[1]) == 'ready' then return 0 end
for i = 2, #KEYS do redis.call('DEL', KEYS[i]) end
redis.call('SET', KEYS[1], ARGV[1])
return 1
