import { checkAddress } from '@haven/shared/chain/addresses';
import type { RequestField } from '@haven/shared/request';
import type { App } from '../app-model.ts';

const offered = 3;

/** What the host app has told of a field: offered, and used only when its user taps it. */
export function known(app: App, field: RequestField): string[] {
  const { addresses, hashes } = app.wallet.get();
  const { appVersion, device, osVersion } = app.context.get();
  if (field === 'hash') return hashes.slice(0, offered);
  if (field === 'address') return addresses.slice(0, offered);
  if (field === 'ownership')
    return addresses.filter((each) => checkAddress(each, 'evm').ok).slice(0, offered);
  if (field === 'app_version') return appVersion ? [appVersion] : [];
  const named = [device, osVersion].filter(Boolean);
  return field === 'device' && named.length > 0 ? [named.join(' · ')] : [];
}
