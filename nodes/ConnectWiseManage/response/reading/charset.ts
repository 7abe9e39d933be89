type Decoder = InstanceType<typeof TextDecoder>;

/** Text of bytes in this charset; in UTF-8 where no such charset is known. */
export function decodeBytes(bytes: Uint8Array, charset: string): string {
	return (decoderOf(charset) ?? new TextDecoder()).decode(bytes);
}

/** Text of bytes, or `undefined` where they are not of this charset or nobody knows it. */
export function decodeExactly(bytes: Uint8Array, charset: string): string | undefined {
	try {
		return decoderOf(charset, true)?.decode(bytes);
	} catch {
		return undefined;
	}
}

function decoderOf(charset: string, fatal = false): Decoder | undefined {
	try {
		return new TextDecoder(charset, { fatal });
	} catch {
		return undefined;
	}
}
