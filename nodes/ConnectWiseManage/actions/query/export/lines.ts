/** A record as it stands in a file: some bytes of a block that it shares with others. */
export interface Row {
	readonly id: number | undefined;
	readonly block: Block;
	readonly start: number;
	readonly end: number;
}

interface Block {
	readonly bytes: Buffer;
	/** Rows that are still needed. */
	rowCount: number;
}

/**
 * Lines of pages that wait for those before them, as bytes outside of V8's heap: as text they would grow
 * it, and it is seldom cleared of what has once become old. Their memory is used again and again,
 * because what is left to the collector piles up meanwhile.
 */
export interface Lines {
	add(id: number | undefined, line: string): Row;
	/** Gives the bytes of rows in order, in as few pieces as there are, and lets go of the rows. */
	take(rows: readonly Row[], use: (piece: Buffer) => void): void;
}

const BLOCK_SIZE = 1_048_576;
const MOST_BYTES_OF_A_UNIT = 3;

export function createLines(): Lines {
	let block = createBlock(0);
	let end = 0;
	const free: Block[] = [];

	const makeRoom = (line: string) => {
		const most = line.length * MOST_BYTES_OF_A_UNIT;
		if (end + most <= block.bytes.length) return;
		if (block.rowCount === 0) letGo(block);
		const isLong = most > BLOCK_SIZE;
		block = isLong ? createBlock(Buffer.byteLength(line)) : (free.pop() ?? createBlock(BLOCK_SIZE));
		end = 0;
	};
	const letGo = (unused: Block) => {
		if (unused.bytes.length === BLOCK_SIZE) free.push(unused);
	};

	return {
		add(id, line) {
			makeRoom(line);
			const start = end;
			end += block.bytes.write(line, start);
			block.rowCount += 1;
			return { id, block, start, end };
		},
		take(rows, use) {
			for (let from = 0; from < rows.length; ) {
				const run = runFrom(rows, from);
				const { block: of } = run;
				use(of.bytes.subarray(run.start, run.end));
				of.rowCount -= run.rowCount;
				if (of.rowCount === 0 && of !== block) letGo(of);
				from += run.rowCount;
			}
		},
	};
}

function createBlock(size: number): Block {
	return { bytes: Buffer.allocUnsafeSlow(size), rowCount: 0 };
}

/** The row at this place, and those that follow on it in its block. */
function runFrom(rows: readonly Row[], from: number) {
	const { block, start, end: firstEnd } = rows[from] as Row;
	let end = firstEnd;
	let to = from + 1;
	for (let next = rows[to]; next?.block === block && next.start === end; next = rows[++to]) {
		end = next.end;
	}
	return { block, start, end, rowCount: to - from };
}
