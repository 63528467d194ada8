"""Forms: what is said where one could not be opened."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('outbox', sa.Column('instead', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('outbox', 'instead')
