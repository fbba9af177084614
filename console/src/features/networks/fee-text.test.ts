import { feeText, paceOf } from './fee-text.ts';

it.each([
  ['24100000000', '24.1 Gwei'],
  ['1000000000', '1 Gwei'],
  ['15700000', '0.0157 Gwei'],
  ['312456000000', '312 Gwei'],
  ['0', '0 Gwei'],
])('says %s wei as %s', (value, text) => expect(feeText(value, 'evm')).toBe(text));

it('says a rate of Bitcoin in satoshis', () => expect(feeText('25100', 'bitcoin')).toBe('25.1 sat/vB'));

it.each([
  [0.25, { unit: 'seconds', value: '0.3' }],
  [12.04, { unit: 'seconds', value: '12' }],
  [600, { unit: 'minutes', value: '10' }],
])('says %d seconds', (seconds, pace) => expect(paceOf(seconds)).toEqual(pace));
