//! What the store must know of an entity: which column says whose row it is.

use sea_orm::EntityTrait;

/// An entity whose rows each belong to a tenant. Written by [`tenant_owned!`](crate::tenant_owned).
pub trait TenantOwned: EntityTrait {
    /// The column that names the owner.
    fn tenant_column() -> Self::Column;
    /// The column that, with the tenant, is the key.
    fn id_column() -> Self::Column;
}

/// Marks an entity as owned by a tenant: `tenant_owned!(loan::Entity, loan::Column::Tenant, loan::Column::Id);`
#[macro_export]
macro_rules! tenant_owned {
    ($entity:ty, $tenant:expr, $id:expr) => {
        impl $crate::store::TenantOwned for $entity {
            fn tenant_column() -> Self::Column {
                $tenant
            }
            fn id_column() -> Self::Column {
                $id
            }
        }
    };
}
