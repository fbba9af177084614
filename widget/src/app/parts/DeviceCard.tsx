import type { VisitorContext } from '@haven/shared/conversation';
import { useApp, useStrings } from '../app-model.ts';
import { changedForm } from '../start-form.ts';
import { useStore } from '../store.ts';

const rows: readonly (keyof VisitorContext)[] = ['appVersion', 'device', 'osVersion', 'platform', 'timeZone'];

/** What goes along so that nobody has to be asked: shown in full, and left out at a touch. */
export function DeviceCard() {
  const app = useApp();
  const { start } = useStrings();
  const context = useStore(app.context);
  const { withDevice } = useStore(app.form);
  return (
    <section class="card device">
      <div class="device-head">
        <span>
          <label for="with-device">{start.device}</label>
          <small>{start.deviceNote}</small>
        </span>
        <input
          id="with-device"
          type="checkbox"
          role="switch"
          aria-checked={withDevice}
          class="switch"
          checked={withDevice}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            app.form.update((current) => changedForm(current, { withDevice: isOn }));
          }}
        />
      </div>
      {withDevice && (
        <dl>
          {rows.map((name) => {
            const value = context[name];
            if (!value) return null;
            return (
              <div key={name}>
                <dt>{start.deviceRows[name]}</dt>
                <dd>{value}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
