import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isStream, readStream } from '../../../../nodes/ConnectWiseManage/request/streamedBody.ts';

const TEXT = { isText: true, timeoutMs: 10_000 };

/** The bytes one by one, so that characters are torn apart. */
const bytewise = (text: string) =>
	Readable.from([...Buffer.from(text)].map((byte) => Buffer.from([byte])));

describe('a streamed body', () => {
	it.each(['', '[]', '{"name":"Grüße 漢字 🎉"}', '\uFEFF{}'])(
		'of text comes whole: %j',
		async (text) => {
			expect(await readStream(bytewise(text), TEXT)).toBe(text);
		},
	);

	it('of bytes comes as it was', async () => {
		const bytes = Buffer.from([0xff, 0x00, 0xc3]);
		const stream = Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]);
		expect(await readStream(stream, { ...TEXT, isText: false })).toEqual(bytes);
	});

	it('fails with what the connection failed with', async () => {
		async function* pieces() {
			yield Buffer.from('[{"id":1}');
			await Promise.resolve();
			throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		}
		await expect(readStream(Readable.from(pieces()), TEXT)).rejects.toMatchObject({
			code: 'ECONNRESET',
		});
	});

	it('that stops coming is given up, and so is its connection', async () => {
		const stream = new Readable({ read: () => undefined });
		stream.push('[{"id":1}');
		await expect(readStream(stream, { ...TEXT, timeoutMs: 20 })).rejects.toMatchObject({
			code: 'ETIMEDOUT',
			message: expect.stringContaining('20ms'),
		});
		expect(stream.destroyed).toBe(true);
	});

	it('is not disturbed by a time-out that comes after its end', async () => {
		const stream = bytewise('[]');
		expect(await readStream(stream, { ...TEXT, timeoutMs: 20 })).toBe('[]');
		await delay(40);
		expect(stream.errored).toBeNull();
	});
});

it.each([[Buffer.from('x')], ['x'], [{}], [[]], [null], [undefined], [new ArrayBuffer(1)]])(
	'%j is no stream',
	(body) => {
		expect(isStream(body)).toBe(false);
	},
);
