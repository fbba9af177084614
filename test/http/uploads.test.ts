import { type Attachment, attachmentSchema } from '@haven/shared/attachment';
import { fileMaxBytes } from '@haven/shared/limits';
import { codeOf, openVisitor, type Reply, signInAs, upload } from './api.ts';
import { animation, greyPng, photo, photoOwner, webp } from './images.ts';
import { useSharedServer } from '../support/shared-server.ts';

let url: string;
beforeAll(async () => {
  ({ url } = await useSharedServer());
}, 180_000);

const visitorPath = '/api/visitor/attachments';
const agentPath = '/api/agent/attachments';

async function send(bytes: Buffer, name = 'picture.png'): Promise<Reply> {
  const { bearer } = await openVisitor(url);
  return upload(url, visitorPath, bearer, [{ field: 'file', name, bytes }]);
}

/** Uploads as a visitor and fetches it again. */
async function roundTrip(
  bytes: Buffer,
  name: string,
): Promise<{ attachment: Attachment; file: Response; bytes: Buffer }> {
  const { bearer } = await openVisitor(url);
  const reply = await upload(url, visitorPath, bearer, [{ field: 'file', name, bytes }]);
  const attachment = attachmentSchema.parse(reply.body);
  const file = await fetch(`${url}${visitorPath}/${attachment.id}`, { headers: bearer });
  return { attachment, file, bytes: Buffer.from(await file.arrayBuffer()) };
}

describe('an image', () => {
  test('is encoded anew: upright, without the place and the owner', async () => {
    expect(photo.includes(photoOwner)).toBe(true);
    const { attachment, bytes } = await roundTrip(photo, 'IMG_0001.JPG');
    expect(attachment).toMatchObject({ name: 'IMG_0001.jpg', mediaType: 'image/jpeg', width: 8, height: 16 });
    expect(attachment.bytes).toBe(bytes.length);
    expect([bytes.includes(photoOwner), bytes.includes('Exif'), bytes.includes('GPS')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.each([
    ['PNG stays PNG', greyPng(30, 20), 'image/png', 30],
    ['WebP stays WebP', webp, 'image/webp', 16],
    ['an animation becomes its first picture', animation, 'image/png', 4],
  ])('%s', async (_title, bytes, mediaType, width) => {
    const { attachment, file } = await roundTrip(bytes, 'x');
    expect(attachment).toMatchObject({ mediaType, width });
    expect(file.headers.get('content-type')).toBe(mediaType);
  });

  test('is served so that a browser can do nothing with it but show it', async () => {
    const { file } = await roundTrip(photo, 'a.jpg');
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-disposition': 'inline; filename="image.jpg"',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  test.each([
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\photos\\me.png', 'me.png'],
    ['<img src=x onerror=1>.png', 'img src=x onerror=1.png'],
    ['\u202Egnp.exe', 'gnp.png'],
    ['.png', 'image.png'],
    [`${'长'.repeat(120)}.gif`, `${'长'.repeat(80)}.png`],
  ])('named %j is shown as %j', async (sent, shown) => {
    expect((await send(greyPng(8, 8), sent)).body['name']).toBe(shown);
  });
});

describe('a file that is refused', () => {
  test.each([
    [
      'a drawing that can carry scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a document', Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>')],
    ['half an image', greyPng(200, 200).subarray(0, 60)],
    ['an image that is cut off', photo.subarray(0, photo.length - 40)],
    ['text', Buffer.from('hello')],
  ])('%s is invalid', async (_kind, bytes) => {
    expect((await send(bytes)).body['error']).toMatchObject({
      code: 'invalid',
      details: { reason: 'not_an_image' },
    });
  });

  test('a bomb of 400 megapixels is too large, and is refused before it is decoded', async () => {
    const startedAt = performance.now();
    expect(codeOf(await send(greyPng(20_000, 20_000)))).toBe('too_large');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('more than 10 MiB are too large', async () => {
    expect(codeOf(await send(Buffer.alloc(fileMaxBytes + 1, 1)))).toBe('too_large');
  });

  test('two files at once, and another field, are invalid', async () => {
    const { bearer } = await openVisitor(url);
    const file = { field: 'file', name: 'a.png', bytes: greyPng(8, 8) };
    expect(codeOf(await upload(url, visitorPath, bearer, [file, file]))).toBe('invalid');
    expect(codeOf(await upload(url, visitorPath, bearer, [{ ...file, field: 'picture' }]))).toBe('invalid');
  });

  test('the server goes on after all of it', async () => {
    expect((await send(photo, 'after.jpg')).status).toBe(200);
  });
});

describe('an upload that is in no message yet', () => {
  test('is seen by its uploader alone; for everybody else it is missing', async () => {
    const { bearer } = await openVisitor(url);
    const { bearer: other } = await openVisitor(url);
    const agent = await signInAs(url, 'agent');
    const admin = await signInAs(url, 'admin');
    const mine = await upload(url, visitorPath, bearer, [{ field: 'file', name: 'a.jpg', bytes: photo }]);
    const theirs = await upload(url, agentPath, { cookie: agent.cookie }, [
      { field: 'file', name: 'a.jpg', bytes: photo },
    ]);
    const [mineId, theirsId] = [String(mine.body['id']), String(theirs.body['id'])];
    const asked = [
      [`${visitorPath}/${mineId}`, bearer, 200],
      [`${visitorPath}/${mineId}`, other, 404],
      [`${agentPath}/${mineId}`, { cookie: agent.cookie }, 404],
      [`${agentPath}/${mineId}`, { cookie: admin.cookie }, 404],
      [`${agentPath}/${theirsId}`, { cookie: agent.cookie }, 200],
      [`${agentPath}/${theirsId}`, { cookie: admin.cookie }, 404],
      [`${visitorPath}/${theirsId}`, bearer, 404],
      [`${visitorPath}/${mineId}`, {}, 401],
      [`${agentPath}/${mineId}`, bearer, 401],
      [`${visitorPath}/not-an-id`, bearer, 404],
    ] as const;
    for (const [path, headers, status] of asked) {
      expect([path, (await fetch(`${url}${path}`, { headers })).status]).toEqual([path, status]);
    }
  });
});
