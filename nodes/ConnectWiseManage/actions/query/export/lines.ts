/** A record as it stands in a file: some bytes of a block that it shares with others. */
export interface Row {
	readonly id: number | undefined;
	readonly block: Buffer;
	readonly start: number;
	readonly end: number;
}

/** Turns lines into bytes as they are made. */
export type ToRow = (id: number | undefined, line: string) => Row;

const BLOCK_SIZE = 1_048_576;
const MOST_BYTES_OF_A_UNIT = 3;

/**
 * Lines of pages that wait for those before them, as bytes outside of V8's heap. As text they would
 * become old in it, and what is old is seldom cleared away; new blocks, on the other hand, make V8
 * clear its heap for every few dozen megabytes of them. Blocks that are used again would not.
 */
export function createLines(): ToRow {
	let block = Buffer.alloc(0);
	let end = 0;
	return (id, line) => {
		const most = line.length * MOST_BYTES_OF_A_UNIT;
		if (end + most > block.length) {
			const size = most > BLOCK_SIZE ? Buffer.byteLength(line) : BLOCK_SIZE;
			block = Buffer.allocUnsafeSlow(size);
			end = 0;
		}
		const start = end;
		end += block.write(line, start);
		return { id, block, start, end };
	};
}

/** The bytes of rows in order, in as few pieces as there are. */
export function piecesOf(rows: readonly Row[]): Buffer[] {
	const pieces: Buffer[] = [];
	let last: Row | undefined;
	let start = 0;
	for (const row of rows) {
		if (last && (row.block !== last.block || row.start !== last.end)) {
			pieces.push(last.block.subarray(start, last.end));
			last = undefined;
		}
		if (!last) ({ start } = row);
		last = row;
	}
	if (last) pieces.push(last.block.subarray(start, last.end));
	return pieces;
}
