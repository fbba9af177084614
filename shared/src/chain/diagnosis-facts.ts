import type { Amount, Diagnosis, DiagnosisOf, Offer, Token, TransactionFacts } from './diagnosis.ts';

/** What every interface shows of a diagnosis beside its words, whatever the verdict; null for what is not known. */
export type ShownFacts = {
  transaction: TransactionFacts | null;
  /** What moved: the coin, or of a token's transfer the token. */
  amount: Amount | null;
  /** Who got it: of a token's transfer whom the token went to. */
  to: string | null;
  /** Of the token that moved. */
  token: Token | null;
  offer: Offer | null;
  paid: DiagnosisOf<'succeeded'>['facts']['paid'];
  /** The transaction that took its place. */
  by: string | null;
};

/** Gathers from the groups of verdicts what can be drawn alike. */
export function shownFacts(diagnosis: Diagnosis): ShownFacts {
  const { facts } = diagnosis;
  const transaction =
    'transaction' in facts
      ? facts.transaction
      : 'seenBefore' in facts
        ? (facts.seenBefore?.transaction ?? null)
        : null;
  const transfer =
    'transfers' in facts ? facts.transfers.find(({ isCollectible }) => !isCollectible) : undefined;
  const hasCoin = transaction !== null && transaction.amount.value !== '0';
  const isOfToken = transfer !== undefined && !hasCoin;
  const ofToken = isOfToken
    ? { value: transfer.value, decimals: transfer.token.decimals, symbol: transfer.token.symbol }
    : null;
  return {
    transaction,
    amount: ofToken ?? transaction?.amount ?? null,
    to: isOfToken ? transfer.to : (transaction?.to ?? null),
    token: isOfToken ? transfer.token : null,
    offer: 'offer' in facts ? facts.offer : null,
    paid: 'paid' in facts ? facts.paid : null,
    by: 'by' in facts ? facts.by : null,
  };
}

/** Parts of the larger of two fees, for bars beside each other: 0 to 1 each. Null where there is nothing to compare. */
export function feeParts(
  offer: Offer | null,
): { base: number; own: number; baseFee: string; maxFee: string } | null {
  if (offer?.kind !== 'gas' || offer.baseFee === null) return null;
  const [base, own] = [Number(offer.baseFee), Number(offer.maxFee)];
  const most = Math.max(base, own, 1);
  return { base: base / most, own: own / most, baseFee: offer.baseFee, maxFee: offer.maxFee };
}
