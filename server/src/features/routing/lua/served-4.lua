-- Whether anybody takes chats of some teams in a language that ask for some skills, with room or without.
-- KEYS  1 generation  2 agents  3 leases  4 members of teams
-- ARGV  1 expected generation  2 leases later than this count (ms)  3 language, or '' for any  4 skills, with a comma behind each
--       5... teams
-- Returns 1 yes  0 no  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

-- include members-0.lua

local since, language = tonumber(ARGV[2]), ARGV[3] == '' and ',' or ',' .. ARGV[3] .. ','
local function hasSkills(skills)
  for skill in string.gmatch(ARGV[4], '[^,]+') do
    if not string.find(skills, ',' .. skill .. ',', 1, true) then return false end
  end
  return true
end

for i = 5, #ARGV do
  for _, agentId in ipairs(membersOf(KEYS[4], ARGV[i])) do
    local lease = tonumber(redis.call('ZSCORE', KEYS[3], agentId) or 0)
    local record = lease > since and redis.call('HGET', KEYS[2], agentId)
    local availability, languages, skills = string.match(record or '', '^(%a+)|%d+|([^|]*)|[^|]*|?(.*)$')
    if availability == 'online' and string.find(languages, language, 1, true) and hasSkills(skills) then return 1 end
  end
end
return 0
