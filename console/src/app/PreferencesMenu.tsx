import { languages } from '@haven/shared/language';
import { useState } from 'react';
import { LogOut } from 'lucide-react';
import { useConsole, usePreference, useStrings } from '../live/console-context.tsx';
import { useIsLive, useLiveState, useMe } from '../live/live-context.tsx';
import { themes } from '../live/create-preferences.ts';
import { ownChats } from '../live/views.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine, MenuSwitch } from '../ui/Menu.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';

/** Language, theme, sounds, shortcuts and sign-out, behind the agent's own picture. */
export function PreferencesMenu() {
  const { preferences: words, rail, languageTitles } = useStrings();
  const { preferences, session } = useConsole();
  const me = useMe();
  const isLive = useIsLive();
  const chats = useLiveState(ownChats);
  const [isLeaving, setLeaving] = useState(false);
  const { language, theme, hasSounds, hasShortcuts } = usePreference((one) => one);
  const shortcuts: [string, string][] = [
    ['J K', words.shortcutList.move],
    ['E', words.shortcutList.escalate],
    ['R', words.shortcutList.resolve],
    ['N', words.shortcutList.note],
    ['/', words.shortcutList.saved],
    ['A', words.shortcutList.accept],
    ['D', words.shortcutList.decline],
  ];
  function signOut() {
    if (chats > 0) setLeaving(true);
    else void session.signOut();
  }

  const menu = (
    <Menu
      side="right"
      align="end"
      trigger={
        <button type="button" aria-label={rail.me(me.name)} title={me.name} className="rounded-full md:mt-2">
          <Avatar id={me.id} name={me.name} size="rail" presence={isLive ? me.availability : 'offline'} />
        </button>
      }
    >
      <div className="px-[10px] pt-2 pb-1">
        <p className="font-medium">{me.name}</p>
        <p className="text-xs text-ink-3">{me.email}</p>
      </div>
      <MenuLine />
      <MenuChoice
        label={words.language}
        value={language}
        options={languages.map((value) => ({ value, label: languageTitles[value], lang: value }))}
        onChange={(next) => preferences.setState({ language: next })}
      />
      <MenuChoice
        label={words.theme}
        value={theme}
        options={themes.map((value) => ({ value, label: words.themes[value] }))}
        onChange={(next) => preferences.setState({ theme: next })}
      />
      <MenuLine />
      <MenuSwitch isOn={hasSounds} onChange={(isOn) => preferences.setState({ hasSounds: isOn })}>
        {words.sounds}
      </MenuSwitch>
      <MenuSwitch isOn={hasShortcuts} onChange={(isOn) => preferences.setState({ hasShortcuts: isOn })}>
        {words.shortcuts}
      </MenuSwitch>
      {hasShortcuts &&
        shortcuts.map(([keys, what]) => (
          <MenuHeading key={keys}>
            <span className="flex items-center justify-between gap-4">
              {what}
              <span className="flex gap-1">
                {keys.split(' ').map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </span>
            </span>
          </MenuHeading>
        ))}
      <MenuLine />
      <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={signOut}>
        {words.signOut}
      </MenuItem>
    </Menu>
  );
  return (
    <>
      {menu}
      {isLeaving && <SignOutDialog chats={chats} onClose={() => setLeaving(false)} />}
    </>
  );
}
