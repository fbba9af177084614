-- Reads who is in a team. A part of what looks at all of them.
-- KEYS  none of its own: the members are given
-- ARGV  none of its own
-- Returns nothing: membersOf is what the rest uses
-- Invariant  changes nothing

local function membersOf(key, teamId)
  local found = redis.call('ZRANGEBYLEX', key, '[' .. teamId .. ' ', '(' .. teamId .. '!')
  for n, member in ipairs(found) do found[n] = string.sub(member, #teamId + 2) end
  return found
end
