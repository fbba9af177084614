import { descriptionMaxChars } from '@haven/shared/limits';
import { changedForm, coveredPrompts, emptyForm } from './start-form.ts';

describe('the form before a chat', () => {
  it.each([
    ['今天 12:20 左右，我从钱包转 0.82 ETH 到自己的另一个地址', { time: true, steps: true, error: false }],
    ['It says "insufficient funds for gas"', { time: false, steps: false, error: true }],
    ['Yesterday I tapped Confirm and got an error', { time: true, steps: true, error: true }],
    ['昨晚更新后一直闪退', { time: true, steps: true, error: true }],
    ['hello', { time: false, steps: false, error: false }],
    ['', { time: false, steps: false, error: false }],
  ])('ticks what %j covers', (description, covered) => {
    expect(coveredPrompts(description)).toEqual(covered);
  });

  it('[MSG4] becomes another message with every change of what would be sent', () => {
    const tried = { ...emptyForm, description: 'a', clientMessageId: 'x' };
    expect(changedForm(tried, { description: 'b' }).clientMessageId).toBeNull();
  });

  it('[WIRE4] keeps the description within its limit', () => {
    const { description } = changedForm(emptyForm, { description: 'x'.repeat(descriptionMaxChars + 5) });
    expect(description).toHaveLength(descriptionMaxChars);
  });
});
