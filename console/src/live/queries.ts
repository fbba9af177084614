import { type Ask, callEndpoint, type ReplyOf } from '@haven/shared/browser/call-endpoint';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import type { StaffConversation } from '@haven/shared/conversation';
import type { Endpoint } from '@haven/shared/http/define';
import type { Failure } from '@haven/shared/result';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useConsole } from './console-context.tsx';

/** A refusal as an exception, for the query library; `failure` has the code. */
export class RefusalError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Calls an endpoint and throws its refusal, as the query library wants it. */
export async function fetchFrom<E extends Endpoint>(endpoint: E, ask: Ask<E>): Promise<ReplyOf<E>> {
  const answer = await callEndpoint(endpoint, ask);
  if (!answer.ok) throw new RefusalError(answer.error);
  return answer.value;
}

/** Teams, inboxes, issue types and saved replies; configuration changes rarely. */
export function useDirectory() {
  return useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => fetchFrom(agentEndpoints.directory, { signal }),
    staleTime: 60_000,
  });
}

/** Colleagues with their load now; fetched anew each time a picker opens, and every few seconds while it is open. */
export function useColleagues() {
  return useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => fetchFrom(agentEndpoints.colleagues, { signal }),
    staleTime: 0,
    refetchInterval: 5_000,
  });
}

/** Why somebody has a conversation, or nobody yet; asked again when it changes hands, and every few seconds while it waits. */
export function useRoutingRecord({ id, status, epoch, case: shown }: StaffConversation) {
  const isWaiting = status === 'queued' || (shown !== null && shown.specialist === null);
  return useQuery({
    queryKey: ['routing', id, status, epoch, shown?.id ?? null, shown?.specialist?.id ?? null],
    queryFn: ({ signal }) => fetchFrom(agentEndpoints.routing, { params: { id }, signal }),
    staleTime: 0,
    refetchInterval: isWaiting ? 5_000 : false,
  });
}

/** Fees, pace and condition of the networks; asked again while somebody looks. */
export function useNetworks() {
  return useQuery({
    queryKey: ['networks'],
    queryFn: ({ signal }) => fetchFrom(agentEndpoints.networks, { signal }),
    staleTime: 10_000,
    refetchInterval: 15_000,
  });
}

/** Pages of search results, newest first. */
export function useSearch(q: string) {
  const { guard } = useConsole();
  return useInfiniteQuery({
    queryKey: ['search', q],
    queryFn: async ({ signal, pageParam }) => {
      // An address may name a query that nobody typed here.
      const cleared = await guard.clearAll(q);
      if (!cleared.ok) throw new RefusalError(cleared.error);
      return fetchFrom(agentEndpoints.search, {
        query: pageParam === null ? { q } : { q, cursor: pageParam },
        declared: cleared.value,
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    enabled: q !== '',
  });
}
