import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../test/sandbox/index.mts';
import { EnvironmentError, reportAndExit } from '../hosts/environmentError.mts';
import { installHost } from '../hosts/installHost.mts';
import { tryLock, unlock } from '../hosts/lock.mts';
import { startN8n } from '../hosts/n8nProcess.mts';
import { assertSuitableNode } from '../hosts/preflight.mts';
import { NEWEST_N8N } from '../hosts/recipes.mts';
import { N8nRestClient, type Owner } from '../hosts/restClient.mts';
import { providePackage } from './package.mts';
import { choosePort } from './ports.mts';
import { prepareUserFolder } from './prepare.mts';
import { demoOwner, provideSecrets } from './secrets.mts';
import {
	DEMO_FOLDER,
	DEMO_LOCK,
	EDITOR_PORT,
	PUBLISHED_WORKFLOWS,
	SANDBOX_PORT,
	SECRETS_FILE,
	USER_FOLDER,
} from './settings.mts';
import { welcome } from './welcome.mts';

const USAGE = 'Usage: npm start -- [--port <editor port>] [--sandbox-port <port>]';

const report = (line: string) => console.log(line);
const cleanUps: Array<() => Promise<void>> = [];
let isStopping = false;

async function stopAll(exitCode: number): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	for (const cleanUp of cleanUps.reverse()) await cleanUp();
	process.exit(exitCode);
}

function readPort(text: string | undefined, standard: number, option: string) {
	const port = text === undefined ? standard : Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new EnvironmentError(`${option} ${text} is not a port (1 to 65535).`, USAGE);
	}
	return { port, isExplicit: text !== undefined, option };
}

function readArguments() {
	try {
		const options = { port: { type: 'string' }, 'sandbox-port': { type: 'string' } } as const;
		return parseArgs({ options }).values;
	} catch (error) {
		throw new EnvironmentError((error as Error).message, USAGE);
	}
}

async function start(): Promise<void> {
	const started = Date.now();
	assertSuitableNode();
	const values = readArguments();
	const editorWish = readPort(values.port, EDITOR_PORT, '--port');
	const sandboxWish = readPort(values['sandbox-port'], SANDBOX_PORT, '--sandbox-port');
	if (!(await tryLock(DEMO_LOCK))) {
		throw new EnvironmentError(
			'The demo of this clone is running already.',
			`Stop it with Ctrl-C where it runs. If it does not run, delete ${DEMO_LOCK}.`,
		);
	}
	cleanUps.push(() => unlock(DEMO_LOCK));
	const installation = await installHost(NEWEST_N8N, report);
	const packed = await providePackage(DEMO_FOLDER, report);
	const editorPort = await choosePort(editorWish, report);
	const sandboxPort = await choosePort(sandboxWish, report);
	const sandbox = await startSandbox({ port: sandboxPort, lastDayMs: Date.now() });
	cleanUps.push(() => sandbox.close());
	await mkdir(USER_FOLDER, { recursive: true });
	const secrets = await provideSecrets(SECRETS_FILE);
	await prepareUserFolder(installation, packed, sandbox.url, secrets, report);
	report(`Starting n8n ${NEWEST_N8N}`);
	const n8n = await startN8n({ installation, userFolder: USER_FOLDER, port: editorPort });
	cleanUps.push(() => n8n.stop());
	const owner = demoOwner(secrets);
	await publishExamples(new N8nRestClient(n8n.url), owner);
	const seconds = Math.round((Date.now() - started) / 1000);
	report(welcome({ editorUrl: n8n.url, sandboxUrl: sandbox.url, owner, seconds }));
}

/** The account and the examples belong to the user, who may have changed or removed them. */
async function publishExamples(rest: N8nRestClient, owner: Owner): Promise<void> {
	try {
		await rest.signIn(owner);
		for (const id of PUBLISHED_WORKFLOWS) await rest.publishWorkflow(id);
	} catch (error) {
		report(`The examples could not be published: ${String(error)}`);
		report(
			'If you changed the account or the examples, that is fine; npm run reset brings them back.',
		);
	}
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!isStopping) report('\nStopping n8n and the local ConnectWise');
		void stopAll(0);
	});
}

try {
	await start();
} catch (error) {
	for (const cleanUp of cleanUps.reverse()) await cleanUp();
	reportAndExit(error);
}
