"""Where a counter is on the map, when it is open, and how long a verification holds."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('department', sa.Column('address', sa.String(), server_default='', nullable=False))
    op.add_column('department', sa.Column('latitude', sa.Double(), nullable=True))
    op.add_column('department', sa.Column('longitude', sa.Double(), nullable=True))
    op.add_column('municipality', sa.Column('verified_for_days', sa.Integer(), server_default='365', nullable=False))
    op.add_column('procedure', sa.Column('hours', sa.String(), server_default='', nullable=False))
    op.add_column('procedure', sa.Column('page_url', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('procedure', 'page_url')
    op.drop_column('procedure', 'hours')
    op.drop_column('municipality', 'verified_for_days')
    op.drop_column('department', 'longitude')
    op.drop_column('department', 'latitude')
    op.drop_column('department', 'address')
