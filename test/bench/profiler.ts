/** Loaded into a server that is profiled: the first SIGUSR2 begins, the second writes `PROFILE_TO`. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const session = new Session();
session.connect();
session.post('Profiler.enable');
let isRunning = false;

process.on('SIGUSR2', () => {
  if (!isRunning) {
    isRunning = true;
    session.post('Profiler.start');
    return;
  }
  session.post('Profiler.stop', (error, { profile }) => {
    const to = process.env['PROFILE_TO'];
    if (error === null && to !== undefined) writeFileSync(to, JSON.stringify(profile));
  });
});
