import { rm } from 'node:fs/promises';
import { EnvironmentError, reportAndExit } from '../hosts/environmentError.mts';
import { tryLock, unlock } from '../hosts/lock.mts';
import { DEMO_FOLDER, DEMO_LOCK } from './settings.mts';

try {
	if (!(await tryLock(DEMO_LOCK))) {
		throw new EnvironmentError('The demo is running.', 'Stop it with Ctrl-C, then reset it.');
	}
	await rm(DEMO_FOLDER, { recursive: true, force: true });
	await unlock(DEMO_LOCK);
	console.log(`Removed ${DEMO_FOLDER}. npm start makes everything anew.`);
} catch (error) {
	reportAndExit(error);
}
