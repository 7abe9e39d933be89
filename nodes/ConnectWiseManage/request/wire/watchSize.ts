import type { BodyStream } from './streamedBody';

/**
 * Counts what comes through a stream that is handed on, and breaks it off beyond `mostBytes`. n8n's store
 * wants the stream itself, and a node may not import one to put between: so its `push` is overheard.
 *
 * @returns the bytes so far
 */
export function watchSize(
	stream: BodyStream,
	mostBytes: number,
	onPiece: (bytes: number) => void,
): () => number {
	let size = stream.readableLength;
	const push = stream.push.bind(stream);
	stream.push = (piece: unknown, encoding) => {
		const bytes = Buffer.isBuffer(piece) ? piece.length : 0;
		size += bytes;
		onPiece(bytes);
		if (size <= mostBytes) return push(piece, encoding);
		stream.destroy(new Error(`more than ${mostBytes} bytes came`));
		return false;
	};
	return () => size;
}
