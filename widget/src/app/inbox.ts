import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import type { Declaration } from '@haven/shared/declaration';
import type { FaqArticle } from '@haven/shared/faq';
import { type InboxProfile, visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import type { Language } from '@haven/shared/language';
import { ok, type Result } from '@haven/shared/result';

/** Loads what the first screen shows. It leaves no state anywhere. */
export function loadInbox(key: string, language: Language): Promise<Result<InboxProfile>> {
  return callEndpoint(visitorEndpoints.inbox, { params: { key }, query: { language } });
}

/** Searches the inbox's articles. */
export async function searchArticles(
  key: string,
  query: { language: Language; q: string },
  declared: readonly Declaration[],
  signal: AbortSignal,
): Promise<Result<FaqArticle[]>> {
  const found = await callEndpoint(visitorEndpoints.searchFaq, {
    params: { key },
    query,
    declared,
    signal,
  });
  return found.ok ? ok(found.value.articles) : found;
}

/** Both levels of an issue type, for a breadcrumb; undefined when it is retired. */
export function findIssueType(profile: InboxProfile, key: string) {
  for (const branch of profile.issueTypes) {
    const type = branch.types.find((each) => each.key === key);
    if (type) return { branch, type };
  }
  return undefined;
}
