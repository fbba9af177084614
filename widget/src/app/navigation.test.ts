import { createNavigation, pushed, restarted, type Screen } from './navigation.ts';

const names = (stack: readonly Screen[]) => stack.map(({ name }) => name);

describe('navigation', () => {
  it('goes back by one screen and stops at home', () => {
    const navigation = createNavigation(false);
    navigation.push({ name: 'start-type' });
    navigation.push({ name: 'start-describe' });
    expect(navigation.back()).toBe(true);
    expect(names(navigation.stack.get())).toEqual(['home', 'start-type']);
    expect([navigation.back(), navigation.back()]).toEqual([true, false]);
    expect(names(navigation.stack.get())).toEqual(['home']);
  });

  it('does not stack the same screen twice', () => {
    expect(names(pushed(restarted({ name: 'chat' }), { name: 'chat' }))).toEqual(['home', 'chat']);
  });

  it('forgets the steps that one does not go back to', () => {
    const navigation = createNavigation(false);
    navigation.push({ name: 'start-type' });
    navigation.push({ name: 'start-describe' });
    navigation.reset({ name: 'chat' });
    expect(names(navigation.stack.get())).toEqual(['home', 'chat']);
  });
});
