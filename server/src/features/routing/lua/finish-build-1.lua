-- Opens routing to everybody.
-- KEYS  1 generation
-- ARGV  1 the builder's generation
-- Returns 1 open  -1 Redis was emptied meanwhile, or another builds: what was written counts for nothing
-- Invariant  ready only when one builder wrote everything, uninterrupted
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
redis.call('SET', KEYS[1], 'ready')
return 1
