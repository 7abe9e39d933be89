/** A strict reader of CSV as RFC 4180 has it, written apart from what writes it. */
export function parseCsv(text: string): string[][] {
	const records: string[][] = [];
	let record: string[] = [];
	let at = 0;
	while (at < text.length) {
		let cell = '';
		if (text[at] === '"') {
			for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at++) {
				if (at >= text.length) throw new Error('A quoted cell has no end');
				cell += text[at];
				if (text[at] === '"') at += 1;
			}
			at += 1;
		} else {
			const end = text.slice(at).search(/,|\r\n|"/);
			cell = text.slice(at, at + end);
			at += end;
		}
		record.push(cell);
		if (text[at] === ',') at += 1;
		else if (text.startsWith('\r\n', at)) {
			at += 2;
			records.push(record);
			record = [];
		} else throw new Error(`No comma and no line end at ${at}`);
	}
	return records;
}
