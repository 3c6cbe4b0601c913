"""The durable jobs, kept as records until they are done."""

from sqlalchemy import JSON, BigInteger, Column, Integer, MetaData, String, Table, delete, insert, select, update

from exhibits.core.errors import Problem
from exhibits.core.jobs.model import Job, JobState, Payload
from exhibits.core.records import Records

TABLES = MetaData()

JOBS = Table(
    "jobs",
    TABLES,
    Column("id", String(36), primary_key=True),
    Column("task", String(100), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("problem", JSON),
    Column("submitted_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
)

_FIELDS = [JOBS.c[name] for name in Job.model_fields]
_ENDED = (JobState.DONE, JobState.FAILED)


class JobLedger:
    """Every write is durable when it returns."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, job_id: str, task: str, payload: Payload, at: int) -> None:
        """Keep a new job."""
        values = {"id": job_id, "task": task, "payload": payload, "attempts": 0, "submitted_at": at}
        self._records.write(lambda db: db.execute(insert(JOBS).values(state=JobState.QUEUED, **values)).rowcount)

    def find(self, job_id: str) -> Job | None:
        """Find a job, or None."""
        row = self._records.read(lambda db: db.execute(select(*_FIELDS).where(JOBS.c.id == job_id)).first())
        return None if row is None else Job(**row._mapping)

    def list_unfinished(self) -> list[Job]:
        """List what is still to be done, the oldest first."""
        query = select(*_FIELDS).where(JOBS.c.state.not_in(_ENDED)).order_by(JOBS.c.submitted_at, JOBS.c.id)
        rows = self._records.read(lambda db: db.execute(query).all())
        return [Job(**row._mapping) for row in rows]

    def begin(self, job_id: str) -> None:
        """Count an attempt, before it is made: a job that takes the whole server down is counted too."""
        self._change(job_id, state=JobState.RUNNING, attempts=JOBS.c.attempts + 1)

    def put_back(self, job: Job) -> None:
        """Forget the last attempt, which the server itself ended: the job is as it was before."""
        self._change(job.id, state=JobState.QUEUED, attempts=job.attempts)

    def end(self, job_id: str, at: int, problem: Problem | None = None) -> None:
        """Keep how a job ended."""
        state = JobState.DONE if problem is None else JobState.FAILED
        self._change(job_id, state=state, ended_at=at, problem=problem.model_dump() if problem else None)

    def forget_ended(self, before: int) -> None:
        """Drop the jobs that ended before a moment."""
        old = delete(JOBS).where(JOBS.c.state.in_(_ENDED), JOBS.c.ended_at < before)
        self._records.write(lambda db: db.execute(old).rowcount)

    def _change(self, job_id: str, **values: object) -> None:
        change = update(JOBS).where(JOBS.c.id == job_id).values(**values)
        self._records.write(lambda db: db.execute(change).rowcount)
