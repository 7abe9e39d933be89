import { createBytes } from './bytes';
import { piecesOf, type Row } from './lines';

export interface Part {
	/** From 1. */
	readonly number: number;
	readonly rowCount: number;
	readonly firstId: number | undefined;
	readonly lastId: number | undefined;
	/** Lasts until it is stored; then its memory is used for the next part. */
	readonly data: Buffer;
}

export interface Parts {
	/** Takes the next rows, and empties the list of them; parts that are full are stored. */
	add(rows: Row[]): Promise<void>;
	/** Stores what is left; of a list without rows one part without any. */
	end(): Promise<void>;
}

interface Open {
	rowCount: number;
	firstId: number | undefined;
	lastId: number | undefined;
}

const begin = (): Open => ({ rowCount: 0, firstId: undefined, lastId: undefined });

/** Cuts rows into files of so many each, every one with the header; one is stored before the next. */
export function createParts(
	{ header, rowsPerFile }: { readonly header: string; readonly rowsPerFile: number },
	store: (part: Part) => Promise<void>,
): Parts {
	let storedCount = 0;
	let open = begin();
	const bytes = createBytes();
	const append = (rows: readonly Row[]) => {
		if (open.rowCount === 0) {
			bytes.append(Buffer.from(header), 0);
			open.firstId = rows[0]?.id;
		}
		open.lastId = rows[rows.length - 1]?.id;
		open.rowCount += rows.length;
		const share = open.rowCount / rowsPerFile;
		for (const piece of piecesOf(rows)) bytes.append(piece, share);
	};
	const close = async () => {
		const told = open;
		open = begin();
		storedCount += 1;
		await store({ ...told, number: storedCount, data: bytes.all() });
		bytes.clear();
	};
	return {
		async add(rows) {
			const taken = rows.splice(0);
			for (let from = 0; from < taken.length; ) {
				const some = taken.slice(from, from + rowsPerFile - open.rowCount);
				from += some.length;
				append(some);
				if (open.rowCount === rowsPerFile) await close();
			}
		},
		async end() {
			if (open.rowCount === 0 && storedCount > 0) return;
			if (open.rowCount === 0) append([]);
			await close();
		},
	};
}
