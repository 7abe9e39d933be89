import type { BinaryHelperFunctions } from 'n8n-workflow';

/** Node's `Readable`, in which bodies come and which n8n's store takes. */
export type BodyStream = Exclude<
	Parameters<BinaryHelperFunctions['prepareBinaryData']>[0],
	Uint8Array
>;

export function isStream(body: unknown): body is BodyStream {
	return (
		typeof body === 'object' &&
		body !== null &&
		Symbol.asyncIterator in body &&
		typeof (body as Partial<BodyStream>).setEncoding === 'function'
	);
}

export interface TakeUp {
	readonly isText: boolean;
	/** Decoded bytes; of text, characters. */
	readonly mostBytes: number;
	/** What came last, for the deadline of files. */
	readonly onPiece?: (bytes: number) => void;
}

export interface TakenUp {
	readonly body: string | Buffer;
	/** More came than was to be taken up; the rest was let go. */
	readonly isCut: boolean;
}

/**
 * Takes up a body piece by piece, text as text, and lets go of the connection where more comes than is
 * allowed. A body collected in buffers first costs more than their copying: V8 looks through all of its
 * heap for every few dozen megabytes of them, so that the time for a row would grow with the rows read
 * before.
 *
 * @throws what the connection fails with
 */
export async function readStream(stream: BodyStream, takeUp: TakeUp): Promise<TakenUp> {
	return takeUp.isText ? await collectText(stream, takeUp) : await collectBytes(stream, takeUp);
}

async function collectText(stream: BodyStream, { mostBytes, onPiece }: TakeUp): Promise<TakenUp> {
	stream.setEncoding('utf8');
	let text = '';
	// Leaving the loop early destroys the stream.
	for await (const piece of stream as AsyncIterable<unknown>) {
		const more = String(piece);
		onPiece?.(more.length);
		text += more;
		if (text.length > mostBytes) return { body: text.slice(0, mostBytes), isCut: true };
	}
	return { body: text, isCut: false };
}

async function collectBytes(stream: BodyStream, { mostBytes, onPiece }: TakeUp): Promise<TakenUp> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of stream as AsyncIterable<unknown>) {
		const more = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
		onPiece?.(more.length);
		pieces.push(more);
		size += more.length;
		if (size > mostBytes) {
			return { body: Buffer.concat(pieces).subarray(0, mostBytes), isCut: true };
		}
	}
	return { body: Buffer.concat(pieces), isCut: false };
}
