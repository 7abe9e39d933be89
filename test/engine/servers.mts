import { afterAll, afterEach } from 'vitest';
import { startSandbox } from '../sandbox/index.mts';
import { startScriptedServer } from '../support/scriptedServer.mts';
import { connectTo } from './connectWise.mts';

/** A local ConnectWise for the tests of a file, as new for each of them; the node as its user runs it. */
export async function withSandbox(options: Parameters<typeof startSandbox>[0] = {}) {
	const sandbox = await startSandbox(options);
	afterEach(() => sandbox.reset());
	afterAll(() => sandbox.close());
	return { sandbox, connectWise: connectTo(sandbox.url) };
}

/** A server that answers as the tests of a file tell it, and has received nothing when one begins. */
export async function withScriptedServer() {
	const server = await startScriptedServer();
	afterEach(() => {
		server.received.length = 0;
	});
	afterAll(() => server.close());
	return { server, connectWise: connectTo(server.url) };
}
