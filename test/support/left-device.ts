import type { Page } from 'playwright-core';

/** Everything that leaves a page, from now on: WebSocket frames, addresses and bodies of requests, as the browser saw them. */
export async function captureTraffic(page: Page): Promise<() => string> {
  const left: string[] = [];
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable', { maxPostDataSize: 1_000_000 });
  cdp.on('Network.webSocketFrameSent', ({ response }) => left.push(response.payloadData));
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    left.push(request.url, JSON.stringify(request.headers), request.postData ?? '');
    if (request.hasPostData && request.postData === undefined) {
      void cdp
        .send('Network.getRequestPostData', { requestId })
        .then(({ postData }) => left.push(postData))
        .catch(() => undefined);
    }
  });
  return () => left.join('\n');
}

/** Everything that a page keeps on the device: IndexedDB, both storages, the address and the history's state. */
export function keptOnDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('IndexedDB refused'));
      });
    const kept: unknown[] = [location.href, history.state, { ...localStorage }, { ...sessionStorage }];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await answerOf(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        kept.push(name, store, await answerOf(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(kept);
  });
}
