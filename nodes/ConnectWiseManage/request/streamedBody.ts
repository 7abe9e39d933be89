/** The part of a Node stream that is needed here. */
export interface BodyStream extends AsyncIterable<unknown> {
	setEncoding(encoding: 'utf8'): unknown;
	destroy(): unknown;
}

export function isStream(body: unknown): body is BodyStream {
	return (
		typeof body === 'object' &&
		body !== null &&
		Symbol.asyncIterator in body &&
		typeof (body as Partial<BodyStream>).setEncoding === 'function'
	);
}

/**
 * Takes up a body piece by piece, text as text. A body collected in buffers first costs more than
 * their copying: V8 looks through all of its heap for every few dozen megabytes of them, so that the
 * time for a row would grow with the rows read before.
 *
 * @throws what the connection fails with; an error with the code `ETIMEDOUT` after `timeoutMs`
 */
export async function readStream(
	stream: BodyStream,
	{ isText, timeoutMs }: { readonly isText: boolean; readonly timeoutMs: number },
): Promise<string | Buffer> {
	const deadline = AbortSignal.timeout(timeoutMs);
	return await new Promise((resolve, reject) => {
		const giveUp = () => {
			stream.destroy();
			const message = `timeout of ${timeoutMs}ms exceeded while the answer came`;
			reject(Object.assign(new Error(message), { code: 'ETIMEDOUT' }));
		};
		deadline.addEventListener('abort', giveUp);
		(isText ? collectText(stream) : collectBytes(stream))
			.then(resolve, reject)
			.finally(() => deadline.removeEventListener('abort', giveUp));
	});
}

async function collectText(stream: BodyStream): Promise<string> {
	stream.setEncoding('utf8');
	let text = '';
	for await (const piece of stream) text += String(piece);
	return text;
}

async function collectBytes(stream: BodyStream): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}
