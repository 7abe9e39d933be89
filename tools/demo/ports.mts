import { EnvironmentError } from '../hosts/environmentError.mts';
import { isPortFree } from '../hosts/preflight.mts';

const TRIED_PORT_COUNT = 20;

export interface PortWish {
	readonly port: number;
	/** The user named it: no other will do. */
	readonly isExplicit: boolean;
	/** Command-line option that chooses another. */
	readonly option: string;
}

/** @throws EnvironmentError if the port, or each of the 20 from it on, is taken */
export async function choosePort(wish: PortWish, report: (line: string) => void): Promise<number> {
	const count = wish.isExplicit ? 1 : TRIED_PORT_COUNT;
	for (let port = wish.port; port < wish.port + count; port += 1) {
		if (!(await isPortFree(port))) continue;
		if (port !== wish.port) report(`Port ${wish.port} is taken; using ${port} instead.`);
		return port;
	}
	throw new EnvironmentError(
		`Port ${wish.port} is taken by another program.`,
		`Stop that program, or choose another port: npm start -- ${wish.option} ${wish.port + 1000}`,
	);
}
