import { useApp, useStrings } from '../app-model.ts';
import { useStore } from '../store.ts';
import { languageOfText } from '../thread/language-of-text.ts';
import type { Bubble, Delivery, Row } from '../thread/rows.ts';
import { timeOf } from '../time.ts';
import { Icon } from './Icon.tsx';
import { MessageText } from './MessageText.tsx';
import { type OpenImage, Picture } from './Picture.tsx';

type OpenImageProps = { openImage: (image: OpenImage) => void };

/** What the visitor wrote, with how far it got. */
export function OwnGroup({ row, openImage }: { row: Extract<Row, { kind: 'own' }> } & OpenImageProps) {
  const isPending = row.delivery.state === 'sending';
  return (
    <div class="msg me">
      <Bubbles isOwn bubbles={row.bubbles} isPending={isPending} openImage={openImage} />
      <DeliveryLine delivery={row.delivery} />
    </div>
  );
}

/** What support wrote. The name stands above when it is not the one in the bar. */
export function AgentGroup({
  row,
  isHeader,
  openImage,
}: { row: Extract<Row, { kind: 'agent' }>; isHeader: boolean } & OpenImageProps) {
  return (
    <div class="msg">
      {row.name !== '' && <span class={isHeader ? 'sr-only' : 'by'}>{row.name}</span>}
      <Bubbles isOwn={false} bubbles={row.bubbles} isPending={false} openImage={openImage} />
    </div>
  );
}

type BubblesProps = { bubbles: readonly Bubble[]; isOwn: boolean; isPending: boolean } & OpenImageProps;

function Bubbles({ bubbles, isOwn, isPending, openImage }: BubblesProps) {
  const { chat } = useStrings();
  return (
    <>
      {bubbles.map(({ key, text, images, erased }, index) => {
        const tail = index === bubbles.length - 1 ? ' tail' : '';
        if (erased !== null) {
          return (
            <div key={key} class="bub bub-safe">
              <Icon name="shield" size={16} />
              <span>{chat.erased[erased]}</span>
            </div>
          );
        }
        return (
          <div key={key} class="bub-place">
            {images.map((image) => (
              <Picture key={image.attachment.id} image={image} open={openImage} />
            ))}
            {text !== '' && (
              <div class={`bub${tail}${isPending ? ' pending' : ''}`} lang={languageOfText(text)}>
                <MessageText text={text} isOwn={isOwn} />
              </div>
            )}
          </div>
        );
      })}
    </>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  const { chat } = strings;
  switch (delivery.state) {
    case 'sending':
      return (
        <p class="meta">
          {chat.sending}
          <Icon name="clock" size={14} />
        </p>
      );
    case 'sent':
      return (
        <p class="meta">
          {chat.sent(timeOf(delivery.at, language))}
          <Icon name="check" size={14} />
        </p>
      );
    case 'read':
      return (
        <p class="meta read">
          {chat.read(timeOf(delivery.at, language))}
          <Icon name="checks" size={14} />
        </p>
      );
    case 'failed': {
      const { clientMessageId, failure } = delivery;
      return (
        <p class="meta fail" role="alert">
          <Icon name="alert" size={14} />
          <span>{failure === null ? chat.failed : strings.errors[failure.code]}</span>
          <button type="button" class="link" onClick={() => app.liveNow()?.retry(clientMessageId)}>
            {strings.retry}
          </button>
          <button
            type="button"
            class="link"
            onClick={() => {
              const text = app.liveNow()?.takeBack(clientMessageId) ?? '';
              const { text: written } = app.composerState.get();
              app.composer.setText(written === '' ? text : `${text}\n${written}`);
            }}
          >
            {chat.edit}
          </button>
        </p>
      );
    }
  }
}
