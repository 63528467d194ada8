"""Forms: what they ask beyond a command, and what is said where one could not be opened."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place, each with its own check: a table that SQLite makes anew loses its triggers.
    op.execute(
        'ALTER TABLE progress_entry ADD COLUMN percent INTEGER '
        'CONSTRAINT ck_progress_entry_percent CHECK (percent BETWEEN 0 AND 100)'
    )
    op.execute(
        'ALTER TABLE progress_entry ADD COLUMN evidence_url VARCHAR '
        'CONSTRAINT ck_progress_entry_evidence_url CHECK (length(evidence_url) <= 2000 '
        "AND (evidence_url LIKE 'http://%' OR evidence_url LIKE 'https://%'))"
    )
    op.add_column('outbox', sa.Column('instead', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('outbox', 'instead')
    op.drop_column('progress_entry', 'evidence_url')
    op.drop_column('progress_entry', 'percent')
