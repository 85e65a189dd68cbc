/** A process that types numbered words until it is killed, and says each one that is on disk. */
import { join } from 'node:path';
import { DocumentStore } from '../store.ts';

const [, , root = '', file = ''] = process.argv;
const store = new DocumentStore({
  root,
  granted: () => [root],
  locate: (name) => join(root, name),
  onEvent: () => undefined,
});

let { version, text } = await store.open(file, 'w1');
for (let word = 0; ; word++) {
  const insert = `${word} `;
  version = store.edit(file, version, [{ from: text.length, to: text.length, insert }], {
    connection: 'w1',
    client: 'w1',
    seq: word,
  });
  text += insert;
  if (word % 3 === 0) void store.save(file);
  await store.secure(file);
  process.stdout.write(`${word}\n`);
}
