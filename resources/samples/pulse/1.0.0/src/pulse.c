/*
 * A background worker that takes a sample of the server's load every few seconds. What a sample is
 * stands in SQL: the worker only calls pulse.take_sample() in the one database it is bound to, and
 * waits quietly while the extension has not been created there.
 */
#include "postgres.h"

#include <limits.h>

#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/snapmgr.h"

PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);
PGDLLEXPORT void pulse_main(Datum argument);

static char *pulse_database = NULL;
static int	pulse_interval = 10;
static int	pulse_keep = 24;

void
_PG_init(void)
{
	BackgroundWorker worker;

	if (!process_shared_preload_libraries_in_progress)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("pulse must be loaded when the server starts"),
				 errhint("Add pulse to shared_preload_libraries and restart the server.")));

	DefineCustomStringVariable("pulse.database", "The database that keeps the samples.", NULL,
							   &pulse_database, "postgres", PGC_POSTMASTER, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("pulse.interval", "Time between two samples.", NULL,
							&pulse_interval, 10, 1, 3600, PGC_SIGHUP, GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("pulse.keep", "Hours after which a sample is removed; 0 keeps all.", NULL,
							&pulse_keep, 24, 0, INT_MAX / 3600, PGC_SIGHUP, 0, NULL, NULL, NULL);
	MarkGUCPrefixReserved("pulse");

	memset(&worker, 0, sizeof(worker));
	worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
	worker.bgw_start_time = BgWorkerStart_RecoveryFinished;
	worker.bgw_restart_time = 60;
	snprintf(worker.bgw_library_name, sizeof(worker.bgw_library_name), "pulse");
	snprintf(worker.bgw_function_name, sizeof(worker.bgw_function_name), "pulse_main");
	snprintf(worker.bgw_name, sizeof(worker.bgw_name), "pulse");
	snprintf(worker.bgw_type, sizeof(worker.bgw_type), "pulse");
	RegisterBackgroundWorker(&worker);
}

/* Returns whether the extension is there. */
static bool
is_created(void)
{
	return SPI_execute("SELECT FROM pg_catalog.pg_extension WHERE extname = 'pulse'", true, 1)
		== SPI_OK_SELECT && SPI_processed == 1;
}

static void
take_sample(void)
{
	SetCurrentStatementStartTimestamp();
	StartTransactionCommand();
	SPI_connect();
	PushActiveSnapshot(GetTransactionSnapshot());
	pgstat_report_activity(STATE_RUNNING, "pulse.take_sample()");
	if (is_created())
		SPI_execute("SELECT pulse.take_sample()", false, 0);
	SPI_finish();
	PopActiveSnapshot();
	CommitTransactionCommand();
	pgstat_report_stat(true);
	pgstat_report_activity(STATE_IDLE, NULL);
}

void
pulse_main(Datum argument)
{
	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, die);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnection(pulse_database, NULL, 0);

	for (;;)
	{
		take_sample();
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
						 pulse_interval * 1000L, PG_WAIT_EXTENSION);
		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
		if (ConfigReloadPending)
		{
			ConfigReloadPending = false;
			ProcessConfigFile(PGC_SIGHUP);
		}
	}
}

/* Loading the library is the proof that the server preloads it. */
PG_FUNCTION_INFO_V1(pulse_interval_seconds);
Datum
pulse_interval_seconds(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(pulse_interval);
}
