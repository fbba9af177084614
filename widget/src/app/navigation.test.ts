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

  it('[SAFE4] goes back from what lies above a screen, and leaves the screen', async () => {
    const navigation = createNavigation(false);
    navigation.push({ name: 'chat' });
    let closed = 0;
    navigation.cover(() => (closed += 1));
    expect([navigation.back(), closed, names(navigation.stack.get())]).toEqual([true, 1, ['home', 'chat']]);
    await navigation.cover(() => (closed += 1))();
    navigation.back();
    expect([closed, names(navigation.stack.get())]).toEqual([1, ['home']]);
  });
});
