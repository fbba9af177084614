import type { Failure } from '@haven/shared/result';
import type { Strings } from './strings/strings.ts';

/** Why no conversation began, in words; null where nobody answered. */
export function problemOf(failure: Failure | null, { start, errors, images }: Strings): string {
  switch (failure?.details?.['reason']) {
    case 'identity_required':
      return start.signInFirst;
    case 'unchecked':
      return images.unchecked;
    case 'reserved_name':
      return start.reservedName;
    default:
      return errors[failure?.code ?? 'unavailable'];
  }
}
