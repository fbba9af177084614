/** Listed words that English sentences are made of; of 2,048 they are one in thirty, so a phrase has few of them. */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  `about above across after again all also always and any around because become been before below between both but
   can case certain change choose close control could create current different down each either end enter every
   example exclude exit file fill find first follow from give good have help here how however if image include inside
   into just keep know large later leave letter like line list little local long make many message more move much
   must name need never next now number object off often once one only open option order other outside over own page
   place point press print process rather remove right same save second select set should show since some start step
   still stop such sure table text than that their them then there these they thing this three through time together
   too top try two type under until upon use used using very view want way well were what when where which while
   will with within without word work would wrong you your`.split(/\s+/),
);
